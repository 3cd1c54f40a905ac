using QuestDb.Encoders.Blocks;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;
using QuestDb.Shared.Names;
using QuestDb.Threading;

namespace QuestDb.Encoders.Chunks;

/// <summary>
/// The columns of a chunk in the order of setting. A place that is set again with the same name and kind after
/// <see cref="Clear"/> uses its column, schema and buffers again.
/// </summary>
internal sealed class ChunkColumns(string table) : IRowSource
{
    /// <summary>The member of error messages: there is no record type.</summary>
    private const string Member = "column of a chunk";

    private readonly List<ChunkColumn> _columns = [];
    private readonly HashSet<string> _names = new(NameComparer.Instance);
    private TableSchema? _schema;
    private bool _hasDesignated;
    private int _rows;
    private int _queued;

    public string Table { get; } = table;

    /// <summary>Held by each call that sets a column, clears or flushes the chunk.</summary>
    public OwnerMark Owner { get; } = new("chunk");

    /// <summary>Columns that are set.</summary>
    public int Length { get; private set; }

    public int Count => _rows - _queued;

    public TableSchema Schema
    {
        get
        {
            if (_schema is null || !IsCurrent(_schema))
            {
                _schema = new TableSchema("Chunk", Table, [.. _columns.Take(Length).Select(static column => column.Schema)]);
            }

            return _schema;
        }
    }

    public void Encode(ChunkEncoder encoder, int start, int count)
    {
        for (int ordinal = 0; ordinal < Length; ordinal++) _columns[ordinal].Encode(encoder, ordinal, _queued + start, count);
    }

    /// <summary>Checks a column and takes it; nothing has changed when this throws.</summary>
    /// <param name="schema">What the column is.</param>
    /// <param name="rows">Its number of rows.</param>
    /// <param name="validity">Its validity bitmap, or empty.</param>
    public TColumn Add<TColumn>(in ColumnKey schema, int rows, ColumnInput<byte> validity)
        where TColumn : ChunkColumn, new()
    {
        Check(schema, rows, validity.Length);
        int place = Length;
        if (place == _columns.Count) _columns.Add(new TColumn { Schema = schema.ToSchema(Member) });
        else if (_columns[place] is not TColumn) _columns[place] = new TColumn { Schema = schema.ToSchema(Member) };
        else if (!schema.Is(_columns[place].Schema)) _columns[place].Schema = schema.ToSchema(Member);

        var column = (TColumn)_columns[place];
        column.SetValidity(validity);
        if (schema.Designated) _hasDesignated = true;
        else _names.Add(schema.Name);
        _rows = rows;
        Length++;
        return column;
    }

    /// <summary>Forgets the rows and lets go of the caller's memory.</summary>
    public void Clear()
    {
        for (int i = 0; i < Length; i++) _columns[i].Release();
        _names.Clear();
        _hasDesignated = false;
        Length = 0;
        _rows = 0;
        _queued = 0;
    }

    /// <summary>
    /// Keeps the rows behind those that a failed flush queued; what it learned of the caller's memory may be
    /// out of date at the next.
    /// </summary>
    public void Keep(int queued)
    {
        _queued += queued;
        for (int i = 0; i < Length; i++) _columns[i].Forget();
    }

    /// <summary>An error of a setter.</summary>
    public QuestDbException Error(string column, string message) =>
        new(ErrorCode.InvalidValue, $"Column {column} of the chunk of table {Table}: {message}") { Table = Table, Column = column };

    /// <summary>Refuses a validity bitmap that is too short.</summary>
    public void CheckValidity(string name, int rows, int validityBytes)
    {
        if (validityBytes == 0 || validityBytes >= RowValidity.BytesFor(rows)) return;
        throw Error(name,
            $"The validity bitmap has {validityBytes:N0} bytes; {rows:N0} rows take {RowValidity.BytesFor(rows):N0}.");
    }

    private void Check(in ColumnKey key, int rows, int validityBytes)
    {
        if (key.Designated)
        {
            if (_hasDesignated) throw Error(key.Name, "It is set already.");
        }
        else
        {
            CheckName(key.Name, key.Type);
        }

        if (_queued > 0)
        {
            throw Error(key.Name,
                $"The first {_queued:N0} rows of the chunk are queued already; flush the others or clear it.");
        }

        if (Length > 0 && rows != Count) throw Error(key.Name,
            $"It has {rows:N0} rows, but the columns before it have {Count:N0}.");
        CheckValidity(key.Name, rows, validityBytes);
        if (Length == QwpConstants.MaxColumns) throw Error(key.Name, $"A table block holds at most {QwpConstants.MaxColumns} columns.");
    }

    private void CheckName(string name, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_names.Contains(name)) throw Error(name, "It is set already; names differ by more than case.");
        // A name that the previous filling of the chunk had in this place has been checked already.
        if (Length < _columns.Count && _columns[Length].Schema is { Designated: false } schema
            && schema.Name == name && schema.Type == type)
        {
            return;
        }

        if (ColumnNames.CheckColumn(name, type) is { } problem) throw Error(name, $"The name {problem}.");
    }

    private bool IsCurrent(TableSchema schema)
    {
        if (schema.Columns.Length != Length) return false;
        for (int i = 0; i < Length; i++)
        {
            if (!ReferenceEquals(schema.Columns[i], _columns[i].Schema)) return false;
        }

        return true;
    }
}
