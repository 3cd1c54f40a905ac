using System.Globalization;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Tests.Sql;

/// <summary>A database, and results as text, one row a line.</summary>
public abstract class SqlTest
{
    internal Database Database { get; } = new();

    internal StatementResult Execute(string sql, params ColumnVector[] binds) => Database.Execute(sql, binds, CancellationToken.None);

    internal RowsResult Query(string sql, params ColumnVector[] binds) => Assert.IsType<RowsResult>(Execute(sql, binds));

    internal SqlException Fails(string sql, params ColumnVector[] binds) => Assert.Throws<SqlException>(() => Execute(sql, binds));

    /// <summary>Rows joined by line breaks, cells by a bar; NULL is empty.</summary>
    internal string Text(string sql, params ColumnVector[] binds) => Text(Query(sql, binds));

    internal static string Text(RowsResult result)
    {
        IEnumerable<string> rows = Enumerable.Range(0, result.RowCount)
            .Select(row => string.Join('|', result.Columns.Select(c => Cell(c.Values, row))));
        return string.Join('\n', rows);
    }

    /// <summary>Names and types of the result columns.</summary>
    internal static string Shape(RowsResult result) => string.Join(' ', result.Columns.Select(c => $"{c.Name}:{c.Values.Type}"));

    internal static FixedVector<long> LongBind(long value)
    {
        var bind = new FixedVector<long>(ColumnType.Long);
        bind.Append(value);
        return bind;
    }

    internal static BytesVector TextBind(string? value)
    {
        var bind = new BytesVector(ColumnType.Varchar);
        bind.Append(value);
        return bind;
    }

    private static string Cell(ColumnVector vector, int row) => vector switch
    {
        ArrayVector arrays => arrays.IsNull(row)
            ? ""
            : "[" + string.Join(",", arrays.Doubles(row).ToArray().Select(d => d.ToString(CultureInfo.InvariantCulture))) + "]",
        BytesVector { Type: ColumnType.Binary } bytes => bytes.IsNull(row) ? "" : Convert.ToHexString(bytes.Bytes(row)),
        _ => CellText.Of(vector, row) ?? "",
    };
}
