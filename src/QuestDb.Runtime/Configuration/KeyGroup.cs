using System.Globalization;
using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>
/// Declares the keys of one record of the settings. Each kind of key documents the default and the range that it applies itself.
/// </summary>
/// <param name="section">Where the page lists the keys.</param>
/// <param name="read">Takes the record out of the settings.</param>
/// <param name="write">Puts the record into the settings.</param>
internal sealed class KeyGroup<T>(KeySection section, Func<ClientSettings, T> read, Func<ClientSettings, T, ClientSettings> write)
{
    private readonly T _defaults = read(new ClientSettings());

    /// <summary>A time in milliseconds.</summary>
    public ConnectStringKey Millis(string name, int min, Func<T, TimeSpan> get, Func<T, TimeSpan, T> set, string effect) =>
        Of(name, Text(get(_defaults).TotalMilliseconds), $"{min} ms and up", v => v.Millis(min), set, effect);

    /// <summary>A whole number.</summary>
    public ConnectStringKey Integer(string name, int min, int max, Func<T, int> get, Func<T, int, T> set, string effect) =>
        Of(name, Text(get(_defaults)), Range(min, max), v => v.Integer(min, max), set, effect);

    /// <summary>A number of bytes.</summary>
    public ConnectStringKey Size(string name, long min, long max, Func<T, long> get, Func<T, long, T> set, string effect)
    {
        string range = max == long.MaxValue ? $"{min} and up" : $"{SizeText(min)} to {SizeText(max)}";
        return Of(name, SizeText(get(_defaults)), range, v => v.Size(min, max), set, effect);
    }

    /// <summary>On or off, which <c>true</c> and <c>false</c> mean too.</summary>
    public ConnectStringKey Switch(string name, Func<T, bool> get, Func<T, bool, T> set, string effect) =>
        Choice(name, get, set, effect, ("on", true), ("true", true), ("off", false), ("false", false));

    /// <summary>One of several words.</summary>
    public ConnectStringKey Choice<TValue>(
        string name, Func<T, TValue> get, Func<T, TValue, T> set, string effect, params (string Name, TValue Value)[] choices)
    {
        TValue initial = get(_defaults);
        string first = choices.First(choice => EqualityComparer<TValue>.Default.Equals(choice.Value, initial)).Name;
        string names = string.Join(", ", choices.Select(static choice => $"`{choice.Name}`"));
        return Of(name, $"`{first}`", names, v => v.Choice(choices), set, effect);
    }

    /// <summary>A text as it is, which later errors may show.</summary>
    public ConnectStringKey Text(string name, string initial, string range, Func<T, string, T> set, string effect) =>
        Of(name, initial, range, static v => v.Plain(), set, effect);

    /// <summary>A text that no message shows.</summary>
    public ConnectStringKey Secret(string name, string range, Func<ConfigValue, string> parse, Func<T, SecretText, T> set, string effect) =>
        Of(name, "none", range, v => new SecretText(parse(v)), set, effect) with { Secret = true };

    /// <summary>Any other value, with a parser of its own.</summary>
    public ConnectStringKey Of<TValue>(
        string name, string initial, string range, Func<ConfigValue, TValue> parse, Func<T, TValue, T> set, string effect) =>
        new(name, section, initial, range, effect, (settings, value) => write(settings, set(read(settings), parse(value))));

    private static string Range(int min, int max) =>
        max == int.MaxValue ? $"{min} and up" : $"{Text(min)} to {max.ToString("N0", CultureInfo.InvariantCulture)}";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

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
