namespace QuestDb.Store.Slots;

/// <summary>How slots are written.</summary>
/// <param name="SegmentBytes">Size of a segment file (<c>sf_max_segment_bytes</c>).</param>
/// <param name="MaxBytes">Bytes of segment files that a slot may have (<c>sf_max_total_bytes</c>).</param>
/// <param name="SyncInterval">
/// Time between checkpoints to stable storage; null leaves it to the operating system (<c>sf_durability</c>).
/// </param>
/// <param name="SelfSufficient">
/// Whether each frame carries the whole dictionary, so that the slot needs no symbol file (<c>sf_self_sufficient</c>).
/// </param>
internal readonly record struct SlotOptions(int SegmentBytes, long MaxBytes, TimeSpan? SyncInterval, bool SelfSufficient = false);
