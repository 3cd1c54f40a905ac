namespace QuestDb.Transport;

/// <summary>Growing pauses between attempts, each drawn from its upper half so that clients spread out.</summary>
internal sealed class Backoff(TimeSpan initial, TimeSpan max)
{
    private readonly TimeSpan _initial = initial;
    private TimeSpan _next = initial;

    public TimeSpan Next()
    {
        TimeSpan pause = _next * (0.5 + (Random.Shared.NextDouble() / 2));
        _next = _next * 2 < max ? _next * 2 : max;
        return pause < max ? pause : max;
    }

    public void Reset() => _next = _initial;
}
