using QuestDb;

[QuestTable("global", ServerTime = true)]
internal partial record struct GlobalNamespace(long Value);
