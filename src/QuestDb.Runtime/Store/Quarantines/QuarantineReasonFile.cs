using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using QuestDb.Wire;

namespace QuestDb.Store.Quarantines;

/// <summary>Why a frame was set aside, as JSON beside its segment file: for people, and for whoever lists the quarantine.</summary>
internal static class QuarantineReasonFile
{
    public const string Extension = ".json";

    public static byte[] Encode(long fsn, QuarantineReason reason)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("fsn", fsn);
            json.WriteNumber("status", reason.Status);
            json.WriteString("statusName", StatusNames.Of((StatusCode)reason.Status));
            json.WriteString("message", reason.ServerMessage);
            json.WriteString("endpoint", reason.Endpoint);
            json.WriteString("utc", reason.TimeUtc);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the file; a frame whose reason is lost or damaged is kept all the same, with the time of its own file.</summary>
    public static QuarantineReason Read(string path, SafeFileHandle segment)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            return new QuarantineReason(
                root.GetProperty("status").GetByte(),
                root.GetProperty("message").GetString() ?? "",
                root.GetProperty("endpoint").GetString() ?? "",
                root.GetProperty("utc").GetDateTime().ToUniversalTime());
        }
        catch (Exception e)
            when (e is FileNotFoundException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new QuarantineReason(0, $"(the reason is lost: {Path.GetFileName(path)} is missing or damaged)", "",
                File.GetLastWriteTimeUtc(segment));
        }
    }
}
