using System.Buffers.Binary;
using System.Text.Json;

namespace QuestDb.TestSupport;

/// <summary>Access to one vector file: hex strings, optional properties, and the .bin file beside it.</summary>
internal static class VectorJson
{
    public static JsonElement Load(string kind, string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(VectorFolder.File(kind, name + ".json")));
        return document.RootElement.Clone();
    }

    public static JsonElement? Optional(this JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? OptionalText(this JsonElement element, string property) => element.Optional(property)?.GetString();

    public static byte[] Hex(this JsonElement element) => Convert.FromHexString(element.GetString()!);

    /// <summary>A 64-bit integer written as a number or, above 2^53, as a string.</summary>
    public static ulong UInt64(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? ulong.Parse(element.GetString()!) : element.GetUInt64();

    public static IReadOnlyDictionary<string, string> Headers(this JsonElement element, string property) =>
        element.Optional(property) is { } headers
            ? headers.EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!, StringComparer.OrdinalIgnoreCase)
            : [];

    /// <summary>The frames listed in the file itself, or else in the .bin file that it names.</summary>
    public static IReadOnlyList<byte[]> Frames(this JsonElement vector, string kind, string inline, string file)
    {
        if (vector.Optional(inline) is { } list)
            return [.. list.EnumerateArray().Select(Hex)];
        return vector.OptionalText(file) is { } name ? ReadBin(VectorFolder.File(kind, name)) : [];
    }

    private static List<byte[]> ReadBin(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        var frames = new List<byte[]>();
        while (!rest.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            frames.Add(rest.Slice(4, length).ToArray());
            rest = rest[(4 + length)..];
        }

        return frames;
    }
}
