using System.Globalization;

namespace QuestDb.Configuration;

/// <summary>The kinds of values that keys have. Each makes a key whose documented default and range are those that it applies.</summary>
internal static class KeyKinds
{
    private static readonly ClientSettings s_defaults = new();

    public static ConnectStringKey Millis(string name, KeySection section, int min, Func<ClientSettings, TimeSpan> read, Func<ClientSettings, TimeSpan, ClientSettings> write, string effect) =>
        new(name, section, Text(read(s_defaults).TotalMilliseconds), $"{min} ms and up", effect, (s, v) => write(s, ConfigValue.Millis(name, v, min)));

    public static ConnectStringKey Integer(string name, KeySection section, int min, int max, Func<ClientSettings, int> read, Func<ClientSettings, int, ClientSettings> write, string effect) =>
        new(name, section, Text(read(s_defaults)), max == int.MaxValue ? $"{min} and up" : $"{Text(min)} to {Grouped(max)}", effect, (s, v) => write(s, ConfigValue.Integer(name, v, min, max)));

    public static ConnectStringKey Size(string name, KeySection section, long min, long max, Func<ClientSettings, long> read, Func<ClientSettings, long, ClientSettings> write, string effect) =>
        new(name, section, SizeText(read(s_defaults)), max == long.MaxValue ? $"{min} and up" : $"{SizeText(min)} to {SizeText(max)}", effect, (s, v) => write(s, ConfigValue.Size(name, v, min, max)));

    public static ConnectStringKey Switch(string name, KeySection section, Func<ClientSettings, bool> read, Func<ClientSettings, bool, ClientSettings> write, string effect) =>
        Choice(name, section, read, write, effect, ("on", true), ("off", false));

    public static ConnectStringKey Choice<T>(string name, KeySection section, Func<ClientSettings, T> read, Func<ClientSettings, T, ClientSettings> write, string effect, params (string Name, T Value)[] choices)
    {
        T initial = read(s_defaults);
        string first = choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, initial)).Name;
        string names = string.Join(", ", choices.Select(static choice => $"`{choice.Name}`"));
        return new(name, section, $"`{first}`", names, effect, (s, v) => write(s, ConfigValue.Choice(name, v, choices)));
    }

    public static ConnectStringKey Free(string name, KeySection section, string initial, string range, Func<ClientSettings, string, ClientSettings> apply, string effect) =>
        new(name, section, initial, range, effect, apply);

    /// <summary>A key that is for other kinds of client: understood, without effect.</summary>
    public static ConnectStringKey Hint(string name, string reason) => new(name, KeySection.Hints, "", "", reason, null);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Grouped(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string SizeText(long bytes) => bytes switch
    {
        0 => "0",
        _ when bytes % (1L << 40) == 0 => $"{bytes >> 40}t",
        _ when bytes % (1L << 30) == 0 => $"{bytes >> 30}g",
        _ when bytes % (1L << 20) == 0 => $"{bytes >> 20}m",
        _ when bytes % (1L << 10) == 0 => $"{bytes >> 10}k",
        _ => Text(bytes),
    };
}
