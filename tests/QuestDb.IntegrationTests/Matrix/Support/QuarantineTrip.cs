using QuestDb.Ingest.Messages;
using QuestDb.Mapping;
using QuestDb.Shared.Wire;
using QuestDb.Store.Quarantines;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.IntegrationTests.Matrix;

/// <summary>Records that a server rejected, set aside in a slot and read back from there.</summary>
internal static class QuarantineTrip
{
    private const int FrameRows = 100;

    public static async Task<TRead[]> OfAsync<TWritten, TRead>(TWritten[] rows)
        where TWritten : IQuestTable<TWritten>
        where TRead : IQuestTable<TRead>
    {
        using var folder = new TempFolder();
        SetAside(rows, new QuarantineFolder(folder["default"], sync: false));
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr=127.0.0.1:1;sf_dir={folder.Path};");
        Assert.Equal((rows.Length + FrameRows - 1) / FrameRows, client.QuarantinedCount);
        return [.. client.ReadQuarantine<TRead>().SelectMany(static frame => frame.Rows)];
    }

    /// <summary>Several frames of one connection, so that later ones name symbols that earlier ones brought.</summary>
    private static void SetAside<T>(T[] rows, Quarantine quarantine)
        where T : IQuestTable<T>
    {
        var dictionary = new SymbolDictionary();
        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(buffer, dictionary, LossyValueAction.Refuse);
        for (int start = 0; start < rows.Length; start += FrameRows)
        {
            ReadOnlySpan<T> part = rows.AsSpan(start, Math.Min(FrameRows, rows.Length - start));
            encoder.BeginFrame(T.TableSchema, part.Length);
            T.WriteRows(encoder, part);
            encoder.EndFrame();
            quarantine.Add(start, SelfSufficientFrame.Of(buffer.Written, dictionary), (byte)StatusCode.SchemaMismatch, "rejected",
                "server:9000");
        }
    }
}
