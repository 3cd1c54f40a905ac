using System.Globalization;
using QuestDb.Shared.Sql;
using QuestDb.Testing.Sql.Execution;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql;

internal sealed partial class Database
{
    /// <summary>The columns of <c>tables()</c>, <c>wal_tables()</c> and <c>table_columns()</c>.</summary>
    private ColumnVector[] CatalogRows(BoundCatalog listing)
    {
        ColumnVector[] columns = listing.Columns.Select(c => Evaluator.NewVector(c.Type)).ToArray();
        lock (_gate)
        {
            if (listing.Function == "tables")
            {
                foreach (Table table in _tables.Values.OrderBy(t => t.Name, StringComparer.Ordinal)) AppendTable(columns, table);
            }
            else if (listing.Function == "wal_tables")
            {
                foreach (Table table in _tables.Values.Where(static t => t.Wal).OrderBy(static t => t.Name, StringComparer.Ordinal))
                {
                    AppendWalTable(columns, table);
                }
            }
            else if (_tables.TryGetValue(listing.Argument!, out Table? table))
            {
                foreach (TableColumn column in table.Columns) AppendColumn(columns, table, column);
            }
        }

        return columns;
    }

    private static void AppendTable(ColumnVector[] columns, Table table)
    {
        AppendRow(columns, table.Id, table.Name, table.Designated?.Name, table.PartitionBy.ToString().ToUpperInvariant(), table.Wal,
            table.DedupKeys.Count > 0,
            TtlNumber(table.Ttl), TtlUnit(table.Ttl));
    }

    // A commit is applied at once here, unless the table is suspended.
    private static void AppendWalTable(ColumnVector[] columns, Table table) =>
        AppendRow(columns, table.Name, table.IsSuspended, table.WriterTxn, 0L, table.SeqTxn, null, null, 0);

    private static int TtlNumber(string? ttl) =>
        ttl is null ? 0 : int.Parse(ttl.AsSpan(0, ttl.IndexOfAnyExceptInRange('0', '9')), CultureInfo.InvariantCulture);

    // As in QuestDB, a table without a time to live shows HOUR. The unit M is months, in either case; minutes are no unit.
    private static string TtlUnit(string? ttl) => ttl is null ? "HOUR" : ttl[ttl.IndexOfAnyExceptInRange('0', '9')..].Trim() switch
    {
        "h" or "H" => "HOUR",
        "d" or "D" => "DAY",
        "w" or "W" => "WEEK",
        "m" or "M" => "MONTH",
        "y" or "Y" => "YEAR",
        string word => word.ToUpperInvariant().TrimEnd('S'),
    };

    private static void AppendColumn(ColumnVector[] columns, Table table, TableColumn column)
    {
        int symbols = column.Values is SymbolVector vector ? vector.Dictionary.Count : 0;
        AppendRow(columns, column.Name, column.Type.ToString(), false, 0, symbols > 0, 0, symbols, column == table.Designated,
            table.DedupKeys.Contains(column.Name));
    }

    private static void AppendRow(ColumnVector[] columns, params object?[] values)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            switch (columns[i])
            {
                case FixedVector<byte> flags:
                    flags.Append((bool)values[i]! ? (byte)1 : (byte)0);
                    break;
                case FixedVector<long> numbers:
                    numbers.Append((long)values[i]!);
                    break;
                case FixedVector<int> numbers:
                    numbers.Append((int)values[i]!);
                    break;
                case BytesVector texts:
                    texts.Append((string?)values[i]);
                    break;
            }
        }
    }
}
