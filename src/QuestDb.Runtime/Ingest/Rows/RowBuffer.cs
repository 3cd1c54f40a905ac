using System.Diagnostics.CodeAnalysis;
using QuestDb.Encoders;
using QuestDb.Ingest.Rows;
using QuestDb.Schemas;
using QuestDb.Shared.Names;

namespace QuestDb;

/// <summary>
/// Rows of one or more tables, written value by value:
/// <c>buffer.Table("trades").Symbol("symbol", "ETH").Column("price", 2615.54).At(time)</c>. A <see cref="RowSender"/> flushes it.
/// </summary>
/// <remarks>
/// <para>
/// A row begins with <see cref="Table"/> and is in the buffer once <c>At</c> or <c>AtNow</c> was called; <see cref="CancelRow"/>
/// forgets it. A column that a row does not set is NULL in it, also when later rows introduce the column; BOOLEAN, BYTE, SHORT and
/// CHAR have no NULL, there it is false or 0. A null argument leaves the value out.
/// </para>
/// <para>A column's type is that of its first value, until the buffer is cleared. Names are compared without case.</para>
/// <para>Values are checked when they are given. A call that throws leaves row and buffer as they were; the errors are
/// <see cref="ErrorCode.InvalidValue"/>, naming table and column: an illegal name, that of the table's designated timestamp
/// (<see cref="QuestDbOptions.DesignatedColumns"/>), a value of another type than before, a column
/// that the row has already, half of a surrogate pair or invalid UTF-8, a value that QuestDB keeps for NULL (unless
/// <see cref="QuestDbOptions.OnLossyValue"/> allows it); and <see cref="ErrorCode.InvalidState"/> for calls out of turn.</para>
/// <para>A buffer belongs to one thread at a time. Cleared, it keeps its capacity: the same tables and columns again allocate
/// nothing.</para>
/// </remarks>
public sealed partial class RowBuffer
{
    /// <summary>
    /// Beyond this number, tables that the last rows did not use are dropped, so that a buffer with ever new table names does
    /// not grow for ever.
    /// </summary>
    private const int MaxIdleTables = 256;

    private readonly Dictionary<string, RowTable> _tables = new(NameComparer.Instance);
    private readonly Dictionary<string, RowTable>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly LossyValueAction _onLossyValue;
    private readonly DesignatedNames _designated;
    private IRowSource[] _used = new IRowSource[1];
    private int _usedCount;
    private RowTable? _row;
    private int _use;
    private long _bytes;
    private long _rowBytes;

    internal RowBuffer(LossyValueAction onLossyValue, DesignatedNames designated)
    {
        _onLossyValue = onLossyValue;
        _designated = designated;
        _lookup = _tables.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Rows in the buffer; one in progress does not count.</summary>
    public int RowCount { get; private set; }

    /// <summary>Whether there is no row in the buffer; one in progress does not count.</summary>
    public bool IsEmpty => RowCount == 0;

    /// <summary>Whether a row is in progress: begun by <see cref="Table"/> and not ended.</summary>
    public bool HasRowInProgress => _row is not null;

    /// <summary>The table of the row in progress, or null.</summary>
    internal string? TableInProgress => _row?.Name;

    /// <summary>About how many bytes the rows take.</summary>
    internal long Bytes => _bytes;

    /// <summary>
    /// Is called when rows begin and end, so that the timer of a sender's buffer does not flush a row in progress; null
    /// without a timer.
    /// </summary>
    internal IRowGuard? Guard { get; init; }

    /// <summary>The tables that have rows, ready to be encoded.</summary>
    internal ReadOnlySpan<IRowSource> Sources
    {
        get
        {
            ReadOnlySpan<IRowSource> used = _used.AsSpan(0, _usedCount);
            foreach (IRowSource table in used) ((RowTable)table).Complete();
            return used;
        }
    }

    /// <summary>Begins a row.</summary>
    /// <param name="name">The table; it is created by the flush if it is not there.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: a row is in progress; <see cref="ErrorCode.InvalidValue"/>: the name is illegal.
    /// </exception>
    public RowBuffer Table(ReadOnlySpan<char> name)
    {
        if (_row is { } open) throw RowInProgress(open.Name);
        BeginUse(InRow);
        try
        {
            _row = FindTable(name);
        }
        finally
        {
            if (_row is null) EndUse();
        }

        return this;
    }

    /// <summary>
    /// Ends the row; the server stamps it on arrival. A row that is sent again after a lost connection gets another timestamp.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: no row is in progress, or it and those before it have no column;
    /// <see cref="ErrorCode.InvalidValue"/>: rows before it have timestamps of their own.
    /// </exception>
    public void AtNow()
    {
        if (!Row.HasColumns)
        {
            throw new QuestDbException(ErrorCode.InvalidState, $"The row of table {Row.Name} has no column.") { Table = Row.Name };
        }

        Commit(ColumnType.None, 0);
    }

    /// <summary>Drops the row in progress; does nothing without one.</summary>
    public void CancelRow()
    {
        if (_row is null) return;
        Discard();
        EndUse();
    }

    /// <summary>Drops all rows, including one in progress, and keeps the capacity.</summary>
    public void Clear()
    {
        CancelRow();
        BeginUse(InCall);
        ClearRows();
        EndUse();
    }

    /// <summary>Drops the row in progress without calling the guard, when the owner does not come back to the row.</summary>
    internal void Discard()
    {
        _row?.Cancel();
        _row = null;
        _rowBytes = 0;
    }

    internal void ClearRows()
    {
        for (int i = 0; i < _usedCount; i++) ((RowTable)_used[i]).Clear();
        if (_tables.Count > MaxIdleTables)
        {
            _tables.Clear();
            for (int i = 0; i < _usedCount; i++) _tables.Add(((RowTable)_used[i]).Name, (RowTable)_used[i]);
        }

        _used.AsSpan(0, _usedCount).Clear();
        _usedCount = 0;
        _bytes = 0;
        RowCount = 0;
    }

    private RowTable Row => _row ?? throw new QuestDbException(ErrorCode.InvalidState, "No row is in progress; begin one with Table.");

    private RowTable FindTable(ReadOnlySpan<char> name)
    {
        if (_usedCount > 0 && _used[_usedCount - 1] is RowTable last && name.SequenceEqual(last.Name)) return last;
        if (_lookup.TryGetValue(name, out RowTable? table) && (table.Count > 0 || name.SequenceEqual(table.Name))) return table;
        string text = name.ToString();
        if (ColumnNames.CheckTable(text) is { } problem)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The table name \"{text}\" {problem}.") { Table = text };
        }

        table = new RowTable(text, _designated);
        _tables[text] = table;
        return table;
    }

    private void Commit(ColumnType timestampType, long timestamp)
    {
        RowTable table = Row;
        bool first = table.Count == 0;
        table.Commit(timestampType, timestamp);
        if (first)
        {
            if (_usedCount == _used.Length) Array.Resize(ref _used, 2 * _usedCount);
            _used[_usedCount++] = table;
        }

        RowCount++;
        _bytes += _rowBytes + sizeof(long);
        _rowBytes = 0;
        _row = null;
        EndUse();
    }

    private RowBuffer Add<T>(ReadOnlySpan<char> name, ColumnType type, T value)
        where T : unmanaged
    {
        Row.Take<FixedRowColumn<T>>(name, type).Add(value);
        return Sized(System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
    }

    /// <summary>Adds a value of a type in which one value stands for NULL.</summary>
    private RowBuffer AddChecked<T>(ReadOnlySpan<char> name, ColumnType type, T value, T nullValue)
        where T : unmanaged, IEquatable<T>
    {
        if (_onLossyValue == LossyValueAction.Refuse && value.Equals(nullValue)) throw Lossy(name, type, value);
        return Add(name, type, value);
    }

    private RowBuffer Sized(int bytes)
    {
        _rowBytes += bytes;
        return this;
    }

    [DoesNotReturn]
    private void GiveBack(ReadOnlySpan<char> name, string message)
    {
        Row.GiveBack();
        throw Row.Error(name, message);
    }

    private QuestDbException Lossy<T>(ReadOnlySpan<char> name, ColumnType type, T value) => Row.Error(name,
        $"The value {value} is what QuestDB keeps for NULL in a column of type {ColumnTypeNames.Of(type)}, "
        + $"so it would read back as NULL. Leave it out, or set OnLossyValue to LossyValueAction.StoreAsNull in the options.");
}
