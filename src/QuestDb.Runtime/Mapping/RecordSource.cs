using QuestDb.Encoders;

namespace QuestDb.Mapping;

/// <summary>A span of records, encoded by generated code.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <typeparam name="TMap">What the generator implemented the mapping on: the record type itself or a map class.</typeparam>
internal readonly ref struct RecordSource<T, TMap>(ReadOnlySpan<T> rows) : IRowSource
    where TMap : IQuestTable<T>
{
    private readonly ReadOnlySpan<T> _rows = rows;

    public TableSchema Schema => TMap.TableSchema;

    public int Count => _rows.Length;

    public void Encode(ChunkEncoder encoder, int start, int count) => TMap.WriteRows(encoder, _rows.Slice(start, count));
}
