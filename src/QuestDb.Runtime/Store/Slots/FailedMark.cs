namespace QuestDb.Store.Slots;

/// <summary>
/// The file <c>.failed</c>: its presence keeps every client from draining the slot by itself, its text says
/// why. A person removes it.
/// </summary>
internal static class FailedMark
{
    public const string FileName = ".failed";

    public static bool IsOn(string slot) => File.Exists(Path.Combine(slot, FileName));

    public static void Put(string slot, string reason) => File.WriteAllText(Path.Combine(slot, FileName), reason + "\n");

    public static void Remove(string slot) => File.Delete(Path.Combine(slot, FileName));
}
