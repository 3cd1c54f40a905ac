using QuestDb.Decoders.Batches;
using QuestDb.Mapping;
using QuestDb.Schemas;
using QuestDb.Shared.Names;

namespace QuestDb.Decoders;

/// <summary>Matches result columns to members: by name, without case, in any order.</summary>
internal static class ColumnMatcher
{
    /// <summary>The result column of each member.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: a column is missing, has another type, or is surplus in a strict type.
    /// </exception>
    public static int[] Match(RowSchema schema, ResultColumn[] columns)
    {
        var columnOf = new int[schema.Columns.Length];
        for (int ordinal = 0; ordinal < columnOf.Length; ordinal++)
        {
            ColumnSchema member = schema.Columns[ordinal];
            int index = Array.FindIndex(columns, c => NameComparer.Same(c.Name, member.Name));
            if (index < 0) throw Missing(schema, member, columns);
            if (!Widening.Reads(member.Type, columns[index].Type)) throw WrongType(member, columns[index]);
            columnOf[ordinal] = index;
        }

        if (schema.Strict) RejectSurplus(schema, columns, columnOf);
        return columnOf;
    }

    private static void RejectSurplus(RowSchema schema, ResultColumn[] columns, int[] columnOf)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            if (Array.IndexOf(columnOf, i) >= 0) continue;
            throw new QuestDbException(ErrorCode.ResultMismatch,
                $"The result has the column {columns[i].Name} ({ColumnTypeNames.Of(columns[i].Type)}), "
                + $"and {schema.TypeName}, which is Strict, has no member for it.")
            {
                Column = columns[i].Name,
            };
        }
    }

    private static QuestDbException Missing(RowSchema schema, ColumnSchema member, ResultColumn[] columns) => new(ErrorCode.ResultMismatch,
        $"The result has no column {member.Name} ({ColumnTypeNames.Of(member.Type)}) for {member.Member}; its columns "
        + $"are {string.Join(", ", columns.Select(c => c.Name))}. Select it, or read a type without the member "
        + $"instead of {schema.TypeName}.")
    {
        Column = member.Name,
    };

    private static QuestDbException WrongType(ColumnSchema member, ResultColumn column) => new(ErrorCode.ResultMismatch,
        $"Column {column.Name} is {ColumnTypeNames.Of(column.Type)}, but {member.Member} reads "
        + $"{ColumnTypeNames.Of(member.Type)}. Cast the column in SQL or change the member.")
    {
        Column = column.Name,
    };
}
