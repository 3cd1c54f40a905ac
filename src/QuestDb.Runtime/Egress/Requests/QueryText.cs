namespace QuestDb.Egress.Requests;

/// <summary>What a query says and how it is to be run, before it is.</summary>
internal sealed record QueryText(string Sql, BindValue[] Binds, QueryOptions Options);
