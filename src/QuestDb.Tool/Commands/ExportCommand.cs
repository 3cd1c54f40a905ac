using System.CommandLine;
using System.Text;
using QuestDb.Decoders.Frames;
using QuestDb.Shared.Names;
using QuestDb.Tool.Output;
using QuestDb.Tool.Slots;

namespace QuestDb.Tool.Commands;

/// <summary><c>sf export</c>: the rows of a slot as files, one a table.</summary>
internal static class ExportCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> slot = SlotArguments.Slot();
        Option<bool> quarantine =
            SlotArguments.Quarantine("The frames that the server rejected for good, instead of those that wait for their ack.");
        Option<string?> table = SlotArguments.Table();
        var format = new Option<ExportFormat>("--format")
        {
            Description = "csv: a header, then a line a row. json: an object a line.",
            Required = true,
        };
        var folder = new Option<string>("--out")
        {
            Description =
                "The folder to write <table>.csv or <table>.json to; it is made when it is missing, and no file in it is overwritten.",
            Required = true,
        };
        var command = new Command("export", "Writes the rows of a slot to files, one a table. The slot stays as it is.")
        {
            slot, quarantine, table, format, folder,
        };
        command.SetAction(parsed =>
        {
            SlotView view = SlotView.Read(parsed.GetValue(slot)!);
            bool aside = parsed.GetValue(quarantine);
            int code = aside ? 0 : SlotDamage.Tell(console, view);
            return code | Run(console, () => aside ? FrameRows.QuarantinedOf(view) : FrameRows.PendingOf(view), parsed.GetValue(table),
                parsed.GetValue(format), parsed.GetValue(folder)!);
        });
        return command;
    }

    private static int Run(ToolConsole console, Func<IEnumerable<FrameRows>> frames, string? only, ExportFormat format, string folder)
    {
        // The columns of the last frame belong to the first line of a CSV file: a first pass finds them.
        var columns = new Dictionary<string, TableColumns>(NameComparer.Instance);
        foreach (IngestTable table in frames().SelectMany(static f => f.Tables)) ColumnsOf(columns, table).Rows(table);

        Directory.CreateDirectory(folder);
        var files = new Dictionary<string, ExportFile>(NameComparer.Instance);
        int code = 0;
        try
        {
            foreach (FrameRows frame in frames())
            {
                if (frame.Error is { } error)
                {
                    console.Error.WriteLine($"Error: FSN {Texts.Fsn(frame.Fsn)}: {error}");
                    code = ToolApp.Failed;
                }

                foreach (IngestTable table in frame.Tables.Where(
                    t => only is null || NameComparer.Same(t.Name, only)))
                {
                    if (!files.TryGetValue(table.Name, out ExportFile? file))
                    {
                        files.Add(table.Name, file = new ExportFile(PathOf(folder, table.Name, format), format, ColumnsOf(columns, table)));
                    }

                    file.Write(table);
                }
            }
        }
        finally
        {
            foreach (ExportFile file in files.Values) file.Dispose();
        }

        foreach (ExportFile file in files.Values) console.Output.WriteLine($"{file.Path}: {Texts.Count(file.RowCount, "row")}");
        if (files.Count == 0) console.Output.WriteLine("There are no rows.");
        return code;
    }

    private static TableColumns ColumnsOf(Dictionary<string, TableColumns> columns, IngestTable table)
    {
        if (!columns.TryGetValue(table.Name, out TableColumns? found)) columns.Add(table.Name, found = new TableColumns());
        return found;
    }

    /// <summary>The file of a table; what a file name can't hold is written as its code, as in a URL.</summary>
    private static string PathOf(string folder, string table, ExportFormat format)
    {
        char[] invalid = [.. Path.GetInvalidFileNameChars(), '%'];
        var name = new StringBuilder();
        foreach (char c in table) name.Append(invalid.Contains(c) ? $"%{(int)c:X2}" : c.ToString());
        return Path.Combine(folder, $"{name}.{(format == ExportFormat.Csv ? "csv" : "json")}");
    }
}
