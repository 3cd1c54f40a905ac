using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>Compares the server frames of one query connection, decoded, each side with its own dictionary.</summary>
internal sealed class QueryAnswers(ControlVector recorded)
{
    private readonly ReferenceResultFrameDecoder _expected = new();
    private readonly ReferenceResultFrameDecoder _actual = new();
    private readonly bool _hasOmissions = recorded.Events.Any(e => e is { FromClient: false, OmittedBytes: > 0 });
    private readonly HashSet<byte[]> _decodable = [.. recorded.ServerMessages];

    /// <summary>Fails unless the frames say the same; the words of an error, the clock and compressed bytes are free.</summary>
    public void AssertSame(byte[] expected, byte[] actual)
    {
        if (!_decodable.Contains(expected) || _hasOmissions)
        {
            // Without the frames in front of it, a frame is its kind, its request, and the bytes of its end or status.
            int compared = expected[12] == 0x13 ? 22 : expected.Length;
            Assert.Equal(Convert.ToHexStringLower(expected.AsSpan(12..compared)), Convert.ToHexStringLower(actual.AsSpan(12..compared)));
            return;
        }

        ReferenceServerFrame wanted = _expected.Decode(expected);
        ReferenceServerFrame got = _actual.Decode(actual);
        if (got is QueryErrorFrame { Message: var message } && SqlUnknownException.IsMeantBy(message) && wanted is not QueryErrorFrame)
            throw new SqlUnknownException(message);
        switch (wanted, got)
        {
            case (ServerInfoFrame a, ServerInfoFrame b):
                Assert.Equal((a.Role, a.Epoch, a.Capabilities, a.ZoneId), (b.Role, b.Epoch, b.Capabilities, b.ZoneId));
                break;
            case (ResultBatchFrame a, ResultBatchFrame b):
                Assert.Equal((a.RequestId, a.Sequence, a.RowCount, a.DeltaStart, a.DeltaEntries.Count),
                    (b.RequestId, b.Sequence, b.RowCount, b.DeltaStart, b.DeltaEntries.Count));
                a.ToTable().AssertEquals(b.ToTable());
                break;
            case (QueryErrorFrame a, QueryErrorFrame b):
                Assert.Equal((a.RequestId, a.Status), (b.RequestId, b.Status));
                break;
            default:
                Assert.Equal(wanted, got);
                break;
        }
    }
}

/// <summary>The in-process server says that a statement needs a real QuestDB.</summary>
internal sealed class SqlUnknownException(string message) : Exception(message)
{
    public static bool IsMeantBy(string message) => message.Contains("run this against a real QuestDB", StringComparison.Ordinal);
}
