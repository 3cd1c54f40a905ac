using System.Text.Json;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Values;

/// <summary>The texts that QuestDB printed for the values of a column type, from the recorded results.</summary>
internal static class VectorTexts
{
    /// <summary>The distinct values of a wire type that are text, each with a property (0 when the type has none) of its column.</summary>
    public static IReadOnlyCollection<(int Property, string Text)> Of(string type, string? property = null)
    {
        var texts = new HashSet<(int, string)>();
        foreach (string name in VectorFolder.Names("egress"))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(VectorFolder.File("egress", name + ".json")));
            JsonElement expected = document.RootElement.GetProperty("expected");
            if (!expected.TryGetProperty("rows", out JsonElement rows)) continue;
            JsonElement[] columns = [.. expected.GetProperty("columns").EnumerateArray()];
            for (int i = 0; i < columns.Length; i++)
            {
                if (columns[i].GetProperty("type").GetString() != type) continue;
                int number = property is null ? 0 : columns[i].GetProperty(property).GetInt32();
                foreach (JsonElement row in rows.EnumerateArray())
                {
                    if (row[i].ValueKind == JsonValueKind.String) texts.Add((number, row[i].GetString()!));
                }
            }
        }

        return texts;
    }
}
