using QuestDb.Encoders;
using QuestDb.Encoders.Blocks;
using QuestDb.Mapping;
using QuestDb.Schemas;
using QuestDb.Shared.Names;

namespace QuestDb.Ingest.Rows;

/// <summary>
/// The rows of one table in a row buffer, column by column. Columns stay when the rows are cleared, and are used again by later rows
/// with the same name and type.
/// </summary>
internal sealed class RowTable : IRowSource
{
    private static readonly string TooManyColumns = $"A table block holds at most {QwpConstants.MaxColumns} columns.";

    private readonly Dictionary<string, RowColumn> _byName = new(NameComparer.Instance);
    private readonly Dictionary<string, RowColumn>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    // The columns of the present rows come first, in the order of their first value; after them those of earlier rows.
    private readonly List<RowColumn> _columns = [];
    // The decimal columns of the row in progress; their scales count once the row is committed.
    private readonly List<DecimalRowColumn> _decimals = [];
    private readonly DesignatedNames _names;
    private object? _namesVersion;
    private FixedRowColumn<long>? _designated;
    private TableSchema? _schema;
    private int _active;
    private int _committedActive;
    private int _next;
    private bool _activated;

    /// <param name="name">The table.</param>
    /// <param name="names">What is known of the name of its designated timestamp.</param>
    public RowTable(string name, DesignatedNames names)
    {
        Name = name;
        _names = names;
        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Name { get; }

    /// <summary>Rows that are committed.</summary>
    public int Count { get; private set; }

    /// <summary>Type of the rows' designated timestamp; <see cref="ColumnType.None"/> when the server stamps them.</summary>
    public ColumnType TimestampType { get; private set; }

    /// <summary>Whether a row would have at least one column.</summary>
    public bool HasColumns => _active > 0;

    public TableSchema Schema => _schema!;

    /// <summary>The name of the table's designated timestamp, as far as the client knows; no column can have it.</summary>
    private string DesignatedName
    {
        get
        {
            object version = _names.Version;
            if (_namesVersion != version) (field, _namesVersion) = (_names.Of(Name), version);
            return field;
        }
    } = "";

    public void Encode(ChunkEncoder encoder, int start, int count)
    {
        for (int ordinal = 0; ordinal < _active; ordinal++) _columns[ordinal].Encode(encoder, ordinal, start, count);
        if (TimestampType != ColumnType.None) _designated!.Encode(encoder, _active, start, count);
    }

    /// <summary>
    /// The column for a value of the row in progress. When the value is invalid, <see cref="GiveBack"/> undoes the call.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the name is illegal, the column has another type, or the row has it already.
    /// </exception>
    public TColumn Take<TColumn>(ReadOnlySpan<char> name, ColumnType type, int geoHashBits = 0)
        where TColumn : RowColumn
    {
        _activated = false;
        return (TColumn)Checked(Find(name) ?? Activate(name, type, geoHashBits), type, geoHashBits);
    }

    /// <summary>The DECIMAL column with a name, whatever its size, or a new one of a given size.</summary>
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

    /// <summary>Makes the row in progress a row of the table.</summary>
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

    /// <summary>Drops the row in progress.</summary>
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

    /// <summary>Drops all rows; columns keep their capacity.</summary>
    public void Clear()
    {
        foreach (RowColumn column in _columns) column.Reset();
        _designated?.Reset();
        Count = 0;
        _active = 0;
        _committedActive = 0;
        _next = 0;
        if (_columns.Count <= QwpConstants.MaxColumns) return;
        // With ever new names, columns would pile up: beyond the limit of a table block all of them are dropped.
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

    /// <summary>
    /// The column that rows have under a name, or null. Most rows set the same columns in the same order, so that the next
    /// column is tried first.
    /// </summary>
    private RowColumn? Find(ReadOnlySpan<char> name)
    {
        if (_next < _active && name.SequenceEqual(_columns[_next].Schema.Name)) return _columns[_next++];
        if (!_lookup.TryGetValue(name, out RowColumn? column) || column.Place >= _active) return null;
        _next = column.Place + 1;
        return column;
    }

    /// <summary>Adds a column to those of the present rows: that of earlier rows if it has the same type, or a new one.</summary>
    private RowColumn Activate(ReadOnlySpan<char> name, ColumnType type, int geoHashBits)
    {
        if (_active == QwpConstants.MaxColumns) throw Error(name, TooManyColumns);
        if (NameComparer.Instance.Equals(name, DesignatedName)) throw _names.Refusal(Name, name.ToString());
        if (!_lookup.TryGetValue(name, out RowColumn? column))
        {
            column = Make(name.ToString(), type, geoHashBits, _columns.Count);
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
        if (ColumnNames.CheckColumn(name, type) is { } problem) throw Error(name, $"The name {problem}.");
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
