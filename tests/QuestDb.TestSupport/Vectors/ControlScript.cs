namespace QuestDb.TestSupport;

/// <summary>Completes the events of a control case that leaves some out.</summary>
internal static class ControlScript
{
    private const int KindOffset = 12;

    public static IReadOnlyList<ControlEvent> Of(ControlVector vector)
    {
        IEnumerable<ControlEvent> events = vector.Events.Count > 0 ? vector.Events : Conversation(vector);
        return vector.Events is [{ Layer: "http" }, ..] ? vector.Events : [.. Upgrade(vector), .. events];
    }

    private static ControlEvent[] Upgrade(ControlVector vector)
    {
        string request = string.Concat(vector.UpgradeRequestHeaders.Select(h => $"{h.Key}: {h.Value}\r\n"));
        if (request.Length == 0)
            request =
                "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                + "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
        // What such a case lists of the response belongs to a key that it may not list.
        IEnumerable<string> response = vector.UpgradeResponseHeaders.Where(h => h.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase))
            .Select(h => $"{h.Key}: {h.Value}\r\n");
        return
        [
            ControlEvent.Http(true, $"GET {vector.Path} HTTP/1.1\r\n{request}\r\n"),
            ControlEvent.Http(false, $"HTTP/1.1 101 Switching Protocols\r\n{string.Concat(response)}\r\n"),
        ];
    }

    private static IEnumerable<ControlEvent> Conversation(ControlVector vector)
    {
        var frames = new Queue<byte[]>(vector.Frames);
        if (frames.TryPeek(out byte[]? first) && first[KindOffset] == 0x18)
            yield return ControlEvent.Message(false, frames.Dequeue());
        foreach (byte[] request in vector.Requests)
        {
            yield return ControlEvent.Message(true, request);
            bool ended = false;
            while (!ended && frames.TryDequeue(out byte[]? frame))
            {
                ended = frame[KindOffset] is 0x12 or 0x13 or 0x16;
                yield return ControlEvent.Message(false, frame);
            }
        }
    }
}
