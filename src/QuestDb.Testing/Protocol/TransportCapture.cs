using Microsoft.AspNetCore.Http.Features;

namespace QuestDb.Testing.Protocol;

/// <summary>Keeps hold of the stream under an accepted WebSocket, for faults that break a frame in the middle.</summary>
internal sealed class TransportCapture(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public Stream Stream { get; private set; } = Stream.Null;

    public async Task<Stream> UpgradeAsync()
    {
        Stream = await inner.UpgradeAsync().ConfigureAwait(false);
        return Stream;
    }
}
