using QuestDb.Store.Files;

namespace QuestDb.Store.Slots;

/// <summary>
/// The file <c>.failed</c>: while it exists, no client delivers the slot on its own; its text is the reason. A person removes it.
/// </summary>
internal static class FailedMark
{
    public const string FileName = ".failed";

    public static bool IsOn(string slot) => File.Exists(Path.Combine(slot, FileName));

    public static void Put(string slot, string reason) => PrivateFiles.WriteText(Path.Combine(slot, FileName), reason + "\n");

    public static void Remove(string slot) => File.Delete(Path.Combine(slot, FileName));
}
