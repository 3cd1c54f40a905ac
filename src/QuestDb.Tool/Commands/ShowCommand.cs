using System.CommandLine;
using System.Globalization;
using QuestDb.Decoders.Frames;
using QuestDb.Shared.Names;
using QuestDb.Shared.Wire;
using QuestDb.Tool.Output;
using QuestDb.Tool.Slots;
using QuestDb.Wire;

namespace QuestDb.Tool.Commands;

/// <summary><c>sf show</c>: the rows of a slot.</summary>
internal static class ShowCommand
{
    private const int DefaultLimit = 20;

    public static Command Make(ToolConsole console)
    {
        Argument<string> slot = SlotArguments.Slot();
        Option<bool> quarantine =
            SlotArguments.Quarantine("The frames that the server rejected for good, instead of those that wait for their ack.");
        Option<string?> table = SlotArguments.Table();
        var json = new Option<bool>("--json") { Description = "One JSON object a row: table, FSN, row." };
        var limit = new Option<long>("--limit")
        {
            Description = "Most rows of a table; 0 for all.",
            DefaultValueFactory = static _ => DefaultLimit,
        };
        limit.Validators.Add(static result =>
        {
            // The parser itself reports a text that is no number.
            if (result.Tokens is [{ Value: var text }]
                && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long rows) && rows < 0)
            {
                result.AddError("--limit must not be negative.");
            }
        });
        var command = new Command("show", "Shows the rows of a slot, decoded.") { slot, quarantine, table, json, limit };
        command.SetAction(parsed =>
        {
            SlotView view = SlotView.Read(parsed.GetValue(slot)!);
            bool aside = parsed.GetValue(quarantine);
            IEnumerable<FrameRows> frames = aside ? FrameRows.QuarantinedOf(view) : FrameRows.PendingOf(view);
            long most = parsed.GetValue(limit) is var value and > 0 ? value : long.MaxValue;
            int code = aside ? 0 : SlotDamage.Tell(console, view);
            return code | (parsed.GetValue(json)
                ? ShowJson(console, frames, parsed.GetValue(table), most)
                : ShowTables(console, frames, parsed.GetValue(table), most));
        });
        return command;
    }

    private static int ShowJson(ToolConsole console, IEnumerable<FrameRows> frames, string? only, long limit)
    {
        using var json = new JsonRow();
        var shown = new Dictionary<string, long>(NameComparer.Instance);
        int code = 0;
        foreach (FrameRows frame in frames)
        {
            code |= Complain(console, frame);
            foreach (IngestTable table in frame.Tables.Where(t => IsWanted(t, only)))
            {
                var columns = new TableColumns();
                foreach (string?[] row in columns.Rows(table))
                {
                    if (shown.GetValueOrDefault(table.Name) == limit) break;
                    shown[table.Name] = shown.GetValueOrDefault(table.Name) + 1;
                    console.Output.WriteLine(json.Of(table.Name, frame.Fsn, columns, row));
                }
            }
        }

        return code;
    }

    private static int ShowTables(ToolConsole console, IEnumerable<FrameRows> frames, string? only, long limit)
    {
        var tables = new Dictionary<string, ShownTable>(NameComparer.Instance);
        int code = 0;
        bool any = false;
        foreach (FrameRows frame in frames)
        {
            any = true;
            code |= Complain(console, frame);
            if (frame.Reason is { } reason)
            {
                console.Output.WriteLine(
                    $"FSN {Texts.Fsn(frame.Fsn)}: {StatusNames.Of((StatusCode)reason.Status)} from "
                    + $"{(reason.Endpoint.Length == 0 ? "?" : reason.Endpoint)} at {Texts.Utc(reason.TimeUtc)}: "
                    + $"{reason.ServerMessage.ReplaceLineEndings(" ")}");
            }

            foreach (IngestTable table in frame.Tables.Where(t => IsWanted(t, only)))
            {
                if (!tables.TryGetValue(table.Name, out ShownTable? shown))
                {
                    tables.Add(table.Name, shown = new ShownTable(table.Name, limit));
                }

                shown.Add(frame.Fsn, table);
            }
        }

        foreach (ShownTable table in tables.Values) table.Write(console.Output);
        if (!any)
        {
            console.Output.WriteLine("There are no frames.");
        }
        else if (tables.Count == 0 && code == 0)
        {
            console.Output.WriteLine(only is null ? "The frames have no rows." : $"The frames have no rows of table {only}.");
        }

        return code;
    }

    private static bool IsWanted(IngestTable table, string? only) =>
        only is null || NameComparer.Same(table.Name, only);

    /// <summary>A frame that can't be decoded is told and the others are shown.</summary>
    private static int Complain(ToolConsole console, FrameRows frame)
    {
        if (frame.Error is null) return 0;
        console.Error.WriteLine($"Error: FSN {Texts.Fsn(frame.Fsn)}: {frame.Error}");
        return ToolApp.Failed;
    }
}
