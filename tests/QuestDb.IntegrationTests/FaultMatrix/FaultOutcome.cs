namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>What became of the rows of one cell of the matrix.</summary>
/// <param name="Lost">Rows that were taken and are nowhere.</param>
/// <param name="Doubled">Rows that are in the table more than once.</param>
/// <param name="Kept">Rows that wait in the memory of a client that has stopped.</param>
/// <param name="Events">The events that tell of the fault.</param>
/// <param name="Error">What the caller got, if anything.</param>
/// <param name="Log">All events in their order, for the message of a test that fails.</param>
internal sealed record FaultOutcome(int Lost, int Doubled, int Kept, IReadOnlyList<Told> Events, ErrorCode? Error, string Log);
