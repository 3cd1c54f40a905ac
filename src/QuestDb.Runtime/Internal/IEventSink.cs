namespace QuestDb.Internal;

/// <summary>Takes what happens to delivery, without ever blocking.</summary>
internal interface IEventSink
{
    void Post(ClientEvent e);
}
