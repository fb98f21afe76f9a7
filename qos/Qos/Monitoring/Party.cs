namespace Streaming.Qos.Monitoring;

/// <summary>By whom a term is not kept.</summary>
public enum Party
{
    /// <summary>Late or dropped at the sender, sent in bursts, or taken away for somebody more important.</summary>
    Server,

    /// <summary>Lost or held up on the way, while the sender kept to its plan.</summary>
    Network,

    /// <summary>Came, but was of no use there: too late for a buffer too small, or thrown away.</summary>
    Receiver,

    /// <summary>The client wished it so.</summary>
    Client,
}
