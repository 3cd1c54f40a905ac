using System.Collections.Immutable;
using QuestDb.Mapping;
using QuestDb.Shared.Names;

namespace QuestDb.Schemas;

/// <summary>
/// What a client knows of the names of designated timestamps: of tables that it created or looked at, and what it was told.
/// Thread-safe, and without a lock.
/// </summary>
/// <remarks>
/// A frame has the designated timestamp without its name, or not at all. A server that creates the table names it <c>timestamp</c>
/// (<c>QwpTudCache.QwpTableStructureAdapter</c>), so that with another column of this name the table has the name twice and can't
/// be read any more. In a table that exists, a column that is sent under the name of the designated timestamp is the designated
/// timestamp to the server (<c>QwpWalAppender.appendToWalStreaming0</c>) and replaces the time that is sent beside it.
/// </remarks>
/// <param name="told">Tables with the names of their designated timestamps.</param>
internal sealed class DesignatedNames(IEnumerable<KeyValuePair<string, string>> told)
{
    private ImmutableDictionary<string, string> _known =
        ImmutableDictionary.Create<string, string>(NameComparer.Instance).SetItems(told);

    /// <summary>Changes when something is learned.</summary>
    public object Version => Volatile.Read(ref _known);

    /// <summary>Remembers the name in a table that the server has told.</summary>
    public void Learn(string table, string column) =>
        ImmutableInterlocked.Update(ref _known, static (known, told) => known.SetItem(told.table, told.column), (table, column));

    /// <summary>
    /// Forgets the name in a table that was dropped, since it may be made again with another one; false when none was known.
    /// </summary>
    public bool Forget(string table) =>
        ImmutableInterlocked.Update(ref _known, static (known, table) => known.Remove(table), table);

    /// <summary>The name in a table; <c>timestamp</c>, as in a table that a server creates, where nothing is known.</summary>
    public string Of(string table) => Volatile.Read(ref _known).GetValueOrDefault(table, ColumnNames.DefaultDesignated);

    /// <summary>Refuses a column that the server would take for the designated timestamp of its table.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming table and column.</exception>
    public void Check(TableSchema schema)
    {
        string designated = Of(schema.TableName);
        foreach (ColumnSchema column in schema.Columns)
        {
            if (!column.Designated && NameComparer.Same(column.Name, designated)) throw Refusal(schema.TableName, column.Name);
        }
    }

    /// <summary>The error for a column of the name that <see cref="Of"/> returns.</summary>
    public QuestDbException Refusal(string table, string column)
    {
        bool known = Volatile.Read(ref _known).ContainsKey(table);
        return new QuestDbException(ErrorCode.InvalidValue, $"Column {column} can't be written to table {table}: " + (known
            ? $"the table's designated timestamp has this name, and the server would take the column for it. Give the time to At, "
                + "AtColumn or a [Designated] member, and another name to the column."
            : $"a designated timestamp has this name unless the table was created with another one, and the server would take the "
                + "column for it. Give the time to At, AtColumn or a [Designated] member, or another name to the column; if the "
                + "table's designated timestamp has another name, CreateTableAsync finds that out, or name it in "
                + "QuestDbOptions.DesignatedColumns."))
        {
            Table = table,
            Column = column,
        };
    }
}
