using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests;

/// <summary>A version of QuestDb.Testing works with the next one of QuestDb: it uses nothing of the client but public members.</summary>
public sealed class RuntimeReferenceTests
{
    private static readonly Assembly s_client = typeof(QuestDbClient).Assembly;
    private static readonly Assembly s_server = typeof(QuestDbTestServer).Assembly;

    [Fact]
    public void Internals_of_the_client_are_visible_to_no_other_package_than_the_tool()
    {
        string[] shipped = [.. Directory.EnumerateDirectories(Path.Combine(RepositoryFolder.Root, "src"))
            .Select(static folder => Path.GetFileName(folder))];
        // The tool ships with the client inside, so the two are always of one version.
        Assert.Equal(
            ["QuestDb.Tool"],
            s_client.GetCustomAttributes<InternalsVisibleToAttribute>().Select(static attribute => attribute.AssemblyName)
                .Intersect(shipped));
    }

    [Fact]
    public void The_server_uses_only_public_members_of_the_client()
    {
        using var file = new PEReader(File.OpenRead(s_server.Location));
        MetadataReader metadata = file.GetMetadataReader();
        Type[] types =
        [
            .. metadata.TypeReferences.Select(static handle => s_server.ManifestModule.ResolveType(MetadataTokens.GetToken(handle)))
                .Where(static type => type.Assembly == s_client),
        ];
        Assert.Contains(typeof(ColumnType), types);
        Assert.DoesNotContain(types, static type => !type.IsVisible);
        Assert.DoesNotContain(MembersOfClient(metadata), static member => !IsPublic(member));
    }

    private static IEnumerable<MemberInfo> MembersOfClient(MetadataReader metadata) => metadata.MemberReferences
        .Where(handle => metadata.GetMemberReference(handle).Parent.Kind == HandleKind.TypeReference)
        .Select(static handle => s_server.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle))!)
        .Where(static member => member.Module.Assembly == s_client);

    private static bool IsPublic(MemberInfo member) => member is MethodBase { IsPublic: true } or FieldInfo { IsPublic: true };
}
