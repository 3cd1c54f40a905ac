using System.Text;
using QuestDb.Decoders.Batches;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Generators.ExecutionTests;

/// <summary>Writes rows into an ingest frame, turns it into a result frame as a server would answer, and reads that back.</summary>
internal static class Loopback
{
    public static T[] RoundTrip<T>(params T[] rows)
        where T : IQuestTable<T> => Read<T>(ResultFrame.FromIngest(Write(rows), T.TableSchema));

    public static byte[] Write<T>(params ReadOnlySpan<T> rows)
        where T : IQuestTable<T> => Write<T, T>(rows);

    public static byte[] Write<T, TMap>(params ReadOnlySpan<T> rows)
        where TMap : IQuestTable<T>
    {
        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(buffer, new SymbolDictionary());
        encoder.BeginFrame(TMap.TableSchema, rows.Length);
        TMap.WriteRows(encoder, rows);
        encoder.EndFrame();
        return buffer.Written.ToArray();
    }

    public static T[] Read<T>(byte[] resultFrame, bool views = false)
        where T : IQuestRow<T> => Read<T, T>(resultFrame, views);

    public static T[] Read<T, TMap>(byte[] resultFrame, bool views = false)
        where TMap : IQuestRow<T>
    {
        RowBatch batch = Match<T, TMap>(resultFrame, views);
        var rows = new T[batch.Batch.RowCount];
        RowMap<T, TMap>.Instance.Read(batch, rows);
        return rows;
    }

    public static RowBatch Match<T>(byte[] resultFrame)
        where T : IQuestRow<T> => Match<T, T>(resultFrame);

    public static RowBatch Match<T, TMap>(byte[] resultFrame, bool views = false)
        where TMap : IQuestRow<T>
    {
        var decoder = new BatchDecoder(new ResultDictionary());
        decoder.Decode(resultFrame, resultFrame.Length, ResultFrame.SequenceOffset);
        return RowMap<T, TMap>.Instance.Match(decoder.Batch, views);
    }

    public static ResultColumn Column(byte[] resultFrame, string name)
    {
        var decoder = new BatchDecoder(new ResultDictionary());
        decoder.Decode(resultFrame, resultFrame.Length, ResultFrame.SequenceOffset);
        return decoder.Batch.Columns.Single(column => column.Name == name);
    }

    public static string Utf8(this ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
