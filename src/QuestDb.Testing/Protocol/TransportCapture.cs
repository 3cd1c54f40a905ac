using Microsoft.AspNetCore.Http.Features;

namespace QuestDb.Testing.Protocol;

/// <summary>Guards the stream under an accepted WebSocket, and keeps hold of it for faults that break a frame in the middle.</summary>
internal sealed class TransportCapture(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public FrameGuard Stream { get; private set; } = new(System.IO.Stream.Null);

    public async Task<Stream> UpgradeAsync()
    {
        Stream = new FrameGuard(await inner.UpgradeAsync().ConfigureAwait(false));
        return Stream;
    }
}
