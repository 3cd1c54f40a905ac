namespace QuestDb.Tool.Tests;

/// <summary>One run of the tool in this process.</summary>
internal sealed record ToolRun(int Code, string Output, string Error)
{
    /// <summary>The lines of the output, without the empty one at its end.</summary>
    public string[] Lines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public static Task<ToolRun> OfAsync(params string[] args) => AnsweringAsync("", args);

    /// <summary>A run in which the user types something.</summary>
    public static Task<ToolRun> AnsweringAsync(string input, params string[] args) => AtAsync(TimeProvider.System, input, args);

    /// <summary>A run at some time.</summary>
    public static async Task<ToolRun> AtAsync(TimeProvider clock, string input, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await ToolApp.RunAsync(args, new ToolConsole(new StringReader(input), output, error) { Clock = clock });
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Fails with all that was printed.</summary>
    public ToolRun Expect(int code)
    {
        Assert.True(code == Code, $"Exit code {Code}, not {code}.\n{Output}\n{Error}");
        return this;
    }
}
