namespace QuestDb.Soak.Slots;

/// <summary>A small row, so that a slot has many frames.</summary>
[QuestTable("long_slot")]
public readonly partial record struct LongSlotRow(long Id, [property: Designated] DateTime Timestamp)
{
    /// <summary>The row of a number.</summary>
    public static LongSlotRow Of(long id) => new(id, DateTime.UnixEpoch.AddMicroseconds(id));
}
