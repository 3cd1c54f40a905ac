using System.Reflection;

namespace QuestDb.Configuration.Values;

/// <summary>The version of this assembly, as its build stamped it.</summary>
internal static class ClientVersion
{
    /// <summary>The number and the label of a preview, such as 1.2.3 or 1.2.3-beta. The commit, behind a plus, is left out.</summary>
    public static string Text { get; } =
        typeof(ClientVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
