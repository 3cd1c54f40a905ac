namespace QuestDb.Testing.Faults;

/// <summary>
/// The faults armed on a server. An event strikes the first fault that is for its kind and has no more events to let pass;
/// a fault that is used up is removed. Thread-safe; takes effect at once, on open connections too.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Armed> _armed = [];
    private readonly ServerStats _stats;

    internal FaultPlan(ServerStats stats) => _stats = stats;

    private sealed class Armed(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int Skip { get; set; } = fault.Skip;

        public int Left { get; set; } = fault.Count;
    }

    /// <summary>Faults still armed.</summary>
    public int Count
    {
        get { lock (_lock) return _armed.Count; }
    }

    /// <summary>Arms a fault behind those already there.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock) _armed.Add(new Armed(fault));
    }

    /// <summary>Disarms all faults; what they already did stays done.</summary>
    public void Clear()
    {
        lock (_lock) _armed.Clear();
    }

    /// <summary>Counts an event; returns the fault that strikes it, if any.</summary>
    /// <param name="point">What happens.</param>
    /// <param name="message">The message that comes, where one does.</param>
    internal Fault? Take(FaultPoint point, ReadOnlySpan<byte> message = default)
    {
        lock (_lock)
        {
            for (int i = 0; i < _armed.Count; i++)
            {
                Armed armed = _armed[i];
                if ((armed.Fault.Point & point) == 0 || message.IndexOf(armed.Fault.Marker.Span) < 0) continue;
                if (armed.Skip > 0)
                {
                    armed.Skip--;
                    continue;
                }

                if (armed.Left != int.MaxValue && --armed.Left == 0) _armed.RemoveAt(i);
                _stats.AddInjectedFault();
                return armed.Fault;
            }

            return null;
        }
    }
}
