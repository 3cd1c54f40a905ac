using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.Soak.Crash;

/// <summary>Restarts the server and arms faults until it is told to stop.</summary>
internal sealed class ServerTrouble(QuestDbTestServer server, Random random)
{
    public int Restarts { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                for (int i = random.Next(3, 12); i > 0; i--)
                {
                    if (server.Faults.Count < 4) server.Faults.Add(Next().After(random.Next(20)));
                    await Task.Delay(random.Next(10, 90), stop);
                }

                await server.StopAsync();
                await Task.Delay(random.Next(5, 150), stop);
                await server.RestartAsync(stop);
                Restarts++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            server.Faults.Clear();
            if (!server.IsRunning) await server.RestartAsync(CancellationToken.None);
        }
    }

    private Fault Next() => random.Next(8) switch
    {
        0 => Fault.DropBeforeCommit(),
        1 => Fault.DropBeforeAck(),
        2 => Fault.DropAfterAck(),
        3 => Fault.DelayAck(TimeSpan.FromMilliseconds(random.Next(5, 80))),
        4 => Fault.WithholdAck(),
        5 => Fault.Reject(0x09, "the disk is busy"),
        6 => Fault.HalfAck(),
        _ => Fault.CloseIngest(1001, "going away"),
    };
}
