using QuestDb.Ingest.Messages;
using QuestDb.Shared.Wire;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

public class SelfSufficientFrameTests
{
    private readonly SymbolDictionary _dictionary = new();

    public SelfSufficientFrameTests()
    {
        foreach (string text in (string[])["a", "bc", "d", "later"]) _dictionary.Intern(text);
    }

    [Fact]
    public void The_entries_before_those_of_the_frame_come_in_front_of_them()
    {
        byte[] frame = Frame(QwpConstants.FlagDeltaSymbolDict | QwpConstants.FlagGorilla | QwpConstants.FlagDeferCommit,
            [2, 1, 1, (byte)'d', 0xAA, 0xBB]);
        byte[] alone = SelfSufficientFrame.Of(frame, _dictionary);
        Assert.Equal(Frame(QwpConstants.FlagDeltaSymbolDict | QwpConstants.FlagGorilla,
            [0, 3, 1, (byte)'a', 2, (byte)'b', (byte)'c', 1, (byte)'d', 0xAA, 0xBB]),
            alone);
    }

    [Theory]
    [InlineData(QwpConstants.FlagGorilla, new byte[] { 2, 1, 1, 2 })]
    [InlineData(QwpConstants.FlagDeltaSymbolDict, new byte[] { 0, 1, 1, 65, 9 })]
    public void A_frame_that_needs_no_other_stays_as_it_is(byte flags, byte[] payload) =>
        Assert.Equal(Frame(flags, payload), SelfSufficientFrame.Of(Frame(flags, payload), _dictionary));

    [Fact]
    public void A_frame_beyond_the_dictionary_is_an_error()
    {
        QuestDbException error = Assert.Throws<QuestDbException>(
            () => SelfSufficientFrame.Of(Frame(QwpConstants.FlagDeltaSymbolDict, [5, 0]), _dictionary));
        Assert.Equal(ErrorCode.ProtocolError, error.Code);
    }

    private static byte[] Frame(byte flags, byte[] payload)
    {
        byte[] frame = [.. new byte[QwpConstants.HeaderLength], .. payload];
        FrameHeader.Write(frame, tableCount: 1, flags);
        return frame;
    }
}
