using QuestDb.Encoders.Blocks;
using QuestDb.Encoders.Chunks;
using QuestDb.Encoders.Inputs;
using QuestDb.Shared.Names;
using QuestDb.Threading;

namespace QuestDb;

/// <summary>
/// Rows of one table, column by column: for data that is in columns already. A setter takes a whole column; a
/// <see cref="ColumnSender"/> flushes the chunk.
/// </summary>
/// <remarks>
/// <para>A setter takes a <see cref="ColumnInput{T}"/>: an array or memory is kept, not copied, so leave it alone until the chunk is
/// flushed or cleared; a span is copied into the chunk, once.</para>
/// <para>The first column fixes the number of rows. <c>validity</c> is a bitmap as in Arrow: a bit a row, least significant first,
/// 1 for a value and 0 for NULL; none means that every row has a value. Values of NULL rows are not looked at. BOOLEAN, BYTE, SHORT
/// and CHAR have no NULL: there such rows become false or 0.</para>
/// <para>A setter that throws leaves the chunk as it was; its errors are <see cref="ErrorCode.InvalidValue"/> and name table and
/// column: an illegal name, a column that is set already (names are compared without case), a number of rows that differs, a validity
/// bitmap that is too short. Values are checked by the flush, whose error also names the row.</para>
/// <para>A chunk belongs to one thread at a time: a call beside another one is <see cref="ErrorCode.InvalidState"/>. After a flush it is
/// cleared and keeps its capacity: setting the same columns again allocates nothing.</para>
/// </remarks>
public sealed partial class Chunk
{
    private readonly ChunkColumns _columns;

    /// <summary>Makes an empty chunk.</summary>
    /// <param name="table">The table; it is created by the first flush if it is not there.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the name is illegal.</exception>
    public Chunk(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (ColumnNames.CheckTable(table) is { } problem)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The table name \"{table}\" {problem}.") { Table = table };
        }

        _columns = new ChunkColumns(table);
    }

    /// <summary>The table.</summary>
    public string Table => _columns.Table;

    /// <summary>Number of rows that wait for a flush; 0 until the first column is set.</summary>
    public int RowCount => _columns.Count;

    /// <summary>Whether no column is set.</summary>
    public bool IsEmpty => _columns.Length == 0;

    internal ChunkColumns Source => _columns;

    /// <summary>Forgets all columns and lets go of the memory that was given; the chunk's own buffers are kept.</summary>
    public void Clear()
    {
        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Clear();
    }

    private Chunk Fixed<TSource, TWire, TConverter>(
        in ColumnKey key, ColumnInput<TSource> values, ColumnInput<byte> validity, TConverter converter = default)
        where TSource : unmanaged
        where TWire : unmanaged
        where TConverter : struct, IToWire<TSource, TWire>
    {
        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<FixedChunkColumn<TSource, TWire, TConverter>>(key, values.Length, validity).Set(values, converter);
        return this;
    }

    private Chunk Same<T>(in ColumnKey key, ColumnInput<T> values, ColumnInput<byte> validity)
        where T : unmanaged => Fixed<T, T, AsIs<T>>(key, values, validity);
}
