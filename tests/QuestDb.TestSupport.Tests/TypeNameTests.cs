using System.Text.RegularExpressions;

namespace QuestDb.TestSupport.Tests;

/// <summary>A name means one thing: a type of the tests never has the name of a type of the product.</summary>
public sealed partial class TypeNameTests
{
    [Fact]
    public void No_type_of_the_tests_has_the_name_of_a_type_of_the_product()
    {
        Dictionary<string, string> product = TypesBelow("src");
        Dictionary<string, string> tests = TypesBelow("tests");
        Assert.Contains("QuestDbClient", product.Keys);
        Assert.Contains(nameof(TypeNameTests), tests.Keys);
        Assert.Empty(tests.Keys.Intersect(product.Keys).Select(name => $"{name}: {product[name]} and {tests[name]}"));
    }

    /// <summary>The names of the types declared below a folder of the repository, each with one of its files.</summary>
    private static Dictionary<string, string> TypesBelow(string folder)
    {
        var types = new Dictionary<string, string>();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, folder), "*.cs", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(RepositoryFolder.Root, file);
            if (path.Split(Path.DirectorySeparatorChar).Contains("obj")) continue;
            // Sources in raw strings are input of the generator and the analyzers, not types of the tests.
            string source = RawString().Replace(File.ReadAllText(file), "");
            foreach (Match type in TypeDeclaration().Matches(source)) types[type.Groups["name"].Value] = path;
        }

        return types;
    }

    [GeneratedRegex("\"\"\".*?\"\"\"", RegexOptions.Singleline)]
    private static partial Regex RawString();

    [GeneratedRegex(
        @"^[ ]*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*" +
        @"(?:class|struct|interface|enum|record\s+(?:struct|class)|record|delegate\s+[\w<>\[\]?., ]+?)\s+" +
        @"(?<name>[A-Za-z_]\w*)\s*(?=[<(:{;\r\n]|where)",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
