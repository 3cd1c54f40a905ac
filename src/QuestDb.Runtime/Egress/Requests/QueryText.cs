namespace QuestDb.Egress.Requests;

/// <summary>The text, binds and options of a query that has not been sent yet.</summary>
internal sealed record QueryText(string Sql, BindValue[] Binds, QueryOptions Options);
