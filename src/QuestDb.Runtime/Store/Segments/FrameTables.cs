namespace QuestDb.Store.Segments;

/// <summary>The tables that have rows in a frame. Frames of one sender with the same tables share an instance.</summary>
/// <param name="names">Their names, as the frame spells them.</param>
internal sealed class FrameTables(string[] names)
{
    /// <summary>No table: the frame has no rows.</summary>
    public static FrameTables None { get; } = new([]) { Numbers = [] };

    public string[] Names { get; } = names;

    /// <summary>The numbers that the sender's log of transactions gives the tables; set by delivery before the frame is sent.</summary>
    public int[]? Numbers { get; set; }

    /// <summary>The names for a message.</summary>
    public override string ToString() => string.Join(", ", Names);
}
