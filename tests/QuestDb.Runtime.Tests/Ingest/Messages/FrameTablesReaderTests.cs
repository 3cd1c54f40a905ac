using QuestDb.Ingest.Messages;
using QuestDb.Shared.Wire;
using QuestDb.Store.Segments;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>The tables of frames that another process wrote, and frames of some of their tables.</summary>
public class FrameTablesReaderTests
{
    [Fact]
    public void The_tables_of_a_frame_are_read_without_its_symbols_and_taken_out_one_by_one()
    {
        byte[] frame = TwoTables(rowsOfSecond: 2);
        Assert.Equal(["a", "b"], FrameTablesReader.Read(frame).Names);
        byte[] part = PartialFrame.Of(frame, dictionaryEnd: 200, new FrameTables(["B"]));
        Assert.Equal(["b"], FrameTablesReader.Read(part).Names);
        // Magic, version, flags without the deferred commit, one table, the length, the end of the dictionary (200), no entries.
        byte length = (byte)(part.Length - QwpConstants.HeaderLength);
        Assert.Equal([.. "QWP1"u8, 1, QwpConstants.FlagDeltaSymbolDict, 1, 0, length, 0, 0, 0, 0xC8, 0x01, 0], part[..15]);
        Assert.Equal(frame[^Block("b", 2).Length..], part[15..]);
    }

    [Fact]
    public void Blocks_without_rows_and_frames_that_are_no_frames_have_no_tables()
    {
        Assert.Equal(["a"], FrameTablesReader.Read(TwoTables(rowsOfSecond: 0)).Names);
        Assert.Empty(FrameTablesReader.Read([]).Names);
        Assert.Empty(FrameTablesReader.Read("no frame at all"u8).Names);
        Assert.Empty(FrameTablesReader.Read(TwoTables(2).AsSpan(0, 30)).Names);
    }

    [Fact]
    public void A_deferred_commit_is_seen()
    {
        Assert.True(FrameTablesReader.DefersCommit(TwoTables(1)));
        Assert.False(FrameTablesReader.DefersCommit([]));
    }

    /// <summary>
    /// Two tables with one BYTE column each; the delta section relies on entries of other frames, and the commit is deferred.
    /// </summary>
    private static byte[] TwoTables(int rowsOfSecond)
    {
        byte[] payload = [.. (byte[])[5, 1, 1, (byte)'x'], .. Block("a", 3), .. Block("b", rowsOfSecond)];
        const byte Flags = QwpConstants.FlagDeltaSymbolDict | QwpConstants.FlagDeferCommit;
        return [.. "QWP1"u8, 1, Flags, 2, 0, (byte)payload.Length, 0, 0, 0, .. payload];
    }

    private static byte[] Block(string table, int rows) =>
        [1, (byte)table[0], (byte)rows, 1, 1, (byte)'v', (byte)ColumnType.Byte, 0, .. new byte[rows]];
}
