using System.Text;

namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>The table of docs/reliability.md: a line for each fault, from what the run found.</summary>
internal static class ReliabilityPage
{
    public static async Task<string> TableAsync(FaultMatrixResults results)
    {
        var table = new StringBuilder("| Fault | What the client does | Events, each with its error | Error that the caller sees |");
        foreach ((string store, int endpoints) in FaultMatrixResults.Columns)
        {
            table.Append($" {store}, {endpoints} {(endpoints == 1 ? "endpoint" : "endpoints")} |");
        }

        table.Append("\n|---|---|---|---|").Append(string.Concat(Enumerable.Repeat("---|", FaultMatrixResults.Columns.Count))).Append('\n');
        foreach (FaultCase fault in FaultCases.All)
        {
            FaultOutcome one = await results.OfAsync(fault, FaultMatrixResults.Memory, 1);
            FaultOutcome three = await results.OfAsync(fault, FaultMatrixResults.Memory, 3);
            table.Append($"| {fault.Name} | {fault.Does} | {Events(fault, one, three)} | {Error(one, three)} |");
            foreach ((string store, int endpoints) in FaultMatrixResults.Columns)
                table.Append($" {Cell(await results.OfAsync(fault, store, endpoints), fault.EndingWith(endpoints))} |");
            table.Append('\n');
        }

        return table.ToString();
    }

    /// <summary>The events in the order of the case, which is that of a story.</summary>
    private static string Events(FaultCase fault, FaultOutcome one, FaultOutcome three)
    {
        Told[] more = [.. three.Events.Except(one.Events)];
        string events = one.Events.Count == 0 ? "none" : string.Join(", ", one.Events.OrderBy(told => Array.IndexOf(fault.Events, told)));
        return more.Length == 0 ? events : $"{events}; with three endpoints also {string.Join(", ", more)}";
    }

    private static string Error(FaultOutcome one, FaultOutcome three) =>
        one.Error == three.Error ? Error(one.Error) : $"{Error(one.Error)}; with three endpoints {Error(three.Error)}";

    private static string Error(ErrorCode? error) => error is null ? "none" : $"`{error}`";

    private static string Cell(FaultOutcome outcome, Ending ending) => $"{outcome.Lost} / {outcome.Doubled} " + ending switch
    {
        Ending.Delivered => "delivered",
        Ending.Waits => "waits",
        Ending.Stopped => outcome.Kept > 0 ? "kept" : "in the slot",
        _ => "set aside",
    };
}
