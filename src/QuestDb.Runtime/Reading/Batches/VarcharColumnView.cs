using System.Text;
using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>A VARCHAR column: UTF-8 text. Valid until the cursor goes on, after which every access throws.</summary>
public readonly ref struct VarcharColumnView : IColumnView<string?>
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;

    internal VarcharColumnView(ResultColumn column, Batch batch)
    {
        _column = column;
        _validity = new Validity(column, batch);
    }

    /// <summary>The name of the column.</summary>
    public string Name => _column.Name;

    /// <summary>Number of rows.</summary>
    public int Length => _validity.Length;

    /// <summary>Which rows are NULL.</summary>
    public Validity Validity => _validity;

    /// <summary>Where the texts of the rows that are not NULL begin in <see cref="Bytes"/>, and where the last one ends.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<uint> Offsets
    {
        get
        {
            _validity.Check();
            return _column.Offsets;
        }
    }

    /// <summary>The texts of the rows that are not NULL, one after the other, where they were received.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            _validity.Check();
            return _column.Text;
        }
    }

    /// <summary>The text of a row as a new string, or null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public string? this[int row] => TryGetUtf8(row, out ReadOnlySpan<byte> utf8) ? Encoding.UTF8.GetString(utf8) : null;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The text of a row as a new string.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public string Value(int row) => this[row] ?? throw _column.UnexpectedNull(row);

    /// <summary>The text of a row in UTF-8, where it was received; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool TryGetUtf8(int row, out ReadOnlySpan<byte> utf8)
    {
        int index = _validity.ValueIndex(row);
        utf8 = index >= 0 ? _column.TextAt(index) : default;
        return index >= 0;
    }

    /// <summary>The text of a row in UTF-8, where it was received.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<byte> Utf8(int row) => TryGetUtf8(row, out ReadOnlySpan<byte> utf8) ? utf8 : throw _column.UnexpectedNull(row);

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<VarcharColumnView, string?> GetEnumerator() => new(this);
}
