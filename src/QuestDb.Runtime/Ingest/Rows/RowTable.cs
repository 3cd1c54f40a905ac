using QuestDb.Encoders;
using QuestDb.Encoders.Blocks;
using QuestDb.Mapping;
using QuestDb.Schemas;
using QuestDb.Shared.Names;

namespace QuestDb.Ingest.Rows;

/// <summary>
/// The rows of one table in a row buffer, column by column. Columns stay when the rows go: one that comes back with its type
/// is used again.
/// </summary>
internal sealed class RowTable : IRowSource
{
    private static readonly string TooManyColumns = $"A table block holds at most {QwpConstants.MaxColumns} columns.";

    private readonly Dictionary<string, RowColumn> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, RowColumn>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    // The columns of the rows first, in the order of their first value; behind them those that earlier rows had.
    private readonly List<RowColumn> _columns = [];
    // Those of the row in progress: their scale counts once the row does.
    private readonly List<DecimalRowColumn> _decimals = [];
    private FixedRowColumn<long>? _designated;
    private TableSchema? _schema;
    private int _active;
    private int _committedActive;
    private int _next;
    private bool _activated;

    public RowTable(string name)
    {
        Name = name;
        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Name { get; }

    /// <summary>Rows that are committed.</summary>
    public int Count { get; private set; }

    /// <summary>Type of the rows' designated timestamp; <see cref="ColumnType.None"/> when the server stamps them.</summary>
    public ColumnType TimestampType { get; private set; }

    /// <summary>Whether a row would have a column.</summary>
    public bool HasColumns => _active > 0;

    public TableSchema Schema => _schema!;

    public void Encode(ChunkEncoder encoder, int start, int count)
    {
        for (int ordinal = 0; ordinal < _active; ordinal++) _columns[ordinal].Encode(encoder, ordinal, start, count);
        if (TimestampType != ColumnType.None) _designated!.Encode(encoder, _active, start, count);
    }

    /// <summary>The column for a value of the row in progress. When the value turns out bad, <see cref="GiveBack"/> undoes it.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: illegal name, another type before, or set already.
    /// </exception>
    public TColumn Take<TColumn>(ReadOnlySpan<char> name, ColumnType type, int geoHashBits = 0)
        where TColumn : RowColumn
    {
        _activated = false;
        return (TColumn)Checked(Find(name) ?? Activate(name, type, geoHashBits), type, geoHashBits);
    }

    /// <summary>The DECIMAL column of a name, of whichever size, or one of a size.</summary>
    public DecimalRowColumn TakeDecimal(ReadOnlySpan<char> name, ColumnType typeIfNew)
    {
        _activated = false;
        RowColumn column = Find(name) ?? Activate(name, typeIfNew, 0);
        var taken = (DecimalRowColumn)Checked(column, column is DecimalRowColumn ? column.Schema.Type : typeIfNew, 0);
        _decimals.Add(taken);
        return taken;
    }

    /// <summary>Undoes the last <see cref="Take"/>.</summary>
    public void GiveBack()
    {
        if (_activated) _active--;
    }

    /// <summary>The row in progress becomes a row of the table.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: its designated timestamp is of another kind than that of the rows before it.
    /// </exception>
    public void Commit(ColumnType timestampType, long timestamp)
    {
        if (Count > 0 && timestampType != TimestampType)
        {
            throw Error(ColumnNames.DefaultDesignated,
                $"The rows before this one have {Spell(TimestampType)}, this one has {Spell(timestampType)}; flush between them.");
        }

        if (timestampType != ColumnType.None)
        {
            if (_active == QwpConstants.MaxColumns) throw Error(ColumnNames.DefaultDesignated, TooManyColumns);
            Designated(timestampType).Add(timestamp);
        }

        TimestampType = timestampType;
        foreach (DecimalRowColumn column in _decimals) column.Commit();
        _decimals.Clear();
        Count++;
        _committedActive = _active;
        _next = 0;
    }

    /// <summary>Forgets the row in progress.</summary>
    public void Cancel()
    {
        for (int i = 0; i < _active; i++)
        {
            if (_columns[i].Length > Count) _columns[i].Truncate(Count);
        }

        _decimals.Clear();
        _active = _committedActive;
        _next = 0;
    }

    /// <summary>Makes the rows ready to be encoded.</summary>
    public void Complete()
    {
        for (int i = 0; i < _active; i++) _columns[i].Complete(Count);
        if (_schema is null || !IsCurrent(_schema)) _schema = new TableSchema("RowBuffer", Name, Schemas());
    }

    /// <summary>Forgets all rows; columns keep their capacity.</summary>
    public void Clear()
    {
        foreach (RowColumn column in _columns) column.Reset();
        _designated?.Reset();
        Count = 0;
        _active = 0;
        _committedActive = 0;
        _next = 0;
        if (_columns.Count <= QwpConstants.MaxColumns) return;
        // Columns under ever new names would stay for ever.
        _columns.Clear();
        _byName.Clear();
    }

    public QuestDbException Error(ReadOnlySpan<char> column, string message) =>
        new(ErrorCode.InvalidValue, $"Column {column} of a row of table {Name}: {message}") { Table = Name, Column = column.ToString() };

    private RowColumn Checked(RowColumn column, ColumnType type, int geoHashBits)
    {
        if (column.Schema.Type != type || column.Schema.GeoHashBits != geoHashBits) throw OtherType(column.Schema, type, geoHashBits);
        if (column.Length > Count) throw Error(column.Schema.Name, "The row has a value for it already.");
        column.PadTo(Count);
        return column;
    }

    /// <summary>The column that rows have under a name, or null. Rows mostly set the same columns in the same order.</summary>
    private RowColumn? Find(ReadOnlySpan<char> name)
    {
        if (_next < _active && name.SequenceEqual(_columns[_next].Schema.Name)) return _columns[_next++];
        if (!_lookup.TryGetValue(name, out RowColumn? column) || column.Place >= _active) return null;
        _next = column.Place + 1;
        return column;
    }

    /// <summary>Adds a column to those of the rows: one that earlier rows had, if it is of the type, or a new one.</summary>
    private RowColumn Activate(ReadOnlySpan<char> name, ColumnType type, int geoHashBits)
    {
        if (_active == QwpConstants.MaxColumns) throw Error(name, TooManyColumns);
        if (!_lookup.TryGetValue(name, out RowColumn? column))
        {
            string text = name.ToString();
            if (ColumnNames.CheckColumn(text) is { } problem) throw Error(text, $"The name {problem}.");
            column = Make(text, type, geoHashBits, _columns.Count);
            _columns.Add(column);
        }
        else if (column.Schema.Type != type || column.Schema.GeoHashBits != geoHashBits || !name.SequenceEqual(column.Schema.Name))
        {
            column = Make(name.ToString(), type, geoHashBits, column.Place);
        }

        Put(_columns[_active], column.Place);
        Put(column, _active);
        _activated = true;
        _next = ++_active;
        return column;
    }

    private void Put(RowColumn column, int place)
    {
        _columns[place] = column;
        column.Place = place;
    }

    private RowColumn Make(string name, ColumnType type, int geoHashBits, int place)
    {
        RowColumn column = RowColumns.Make(new ColumnKey(name, type, GeoHashBits: (byte)geoHashBits));
        column.Place = place;
        _byName[name] = column;
        return column;
    }

    private FixedRowColumn<long> Designated(ColumnType type)
    {
        if (_designated?.Schema.Type != type)
        {
            _designated = new FixedRowColumn<long>(
                new ColumnKey(ColumnNames.DefaultDesignated, type, Designated: true).ToSchema(RowColumns.Member));
        }

        return _designated;
    }

    private ColumnSchema[] Schemas()
    {
        IEnumerable<ColumnSchema> columns = _columns.Take(_active).Select(static column => column.Schema);
        return TimestampType == ColumnType.None ? [.. columns] : [.. columns, _designated!.Schema];
    }

    private bool IsCurrent(TableSchema schema)
    {
        bool designated = TimestampType != ColumnType.None;
        if (schema.Columns.Length != _active + (designated ? 1 : 0)) return false;
        if (designated && !ReferenceEquals(schema.Columns[_active], _designated!.Schema)) return false;
        for (int i = 0; i < _active; i++)
        {
            if (!ReferenceEquals(schema.Columns[i], _columns[i].Schema)) return false;
        }

        return true;
    }

    private QuestDbException OtherType(ColumnSchema column, ColumnType type, int geoHashBits)
    {
        return Error(column.Name,
            $"The rows before have {Spell(column.Type, column.GeoHashBits)} in it, this one has {Spell(type, geoHashBits)}.");

        static string Spell(ColumnType type, int bits) => type == ColumnType.GeoHash ? $"GEOHASH of {bits} bits" : ColumnTypeNames.Of(type);
    }

    private static string Spell(ColumnType timestampType) => timestampType switch
    {
        ColumnType.None => "a timestamp of the server (AtNow)",
        ColumnType.Timestamp => "a timestamp in microseconds",
        _ => "a timestamp in nanoseconds",
    };
}
