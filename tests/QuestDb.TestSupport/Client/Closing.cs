namespace QuestDb.TestSupport;

/// <summary>Ends of clients that can't deliver everything.</summary>
public static class Closing
{
    /// <summary>Closes a client and returns the error of what is left; fails when nothing is, or when closing does not end.</summary>
    public static async Task<QuestDbException> CloseUndeliveredAsync(this QuestDbClient client)
    {
        DeliveryReport report = await client.CloseAsync().WaitAsync(Poll.DefaultDeadline);
        return report.Error as QuestDbException
            ?? throw new InvalidOperationException($"The client has nothing left: {report}", report.Error);
    }
}
