namespace Streaming.Emulation.Links;

/// <summary>Who leaves a link's queue next.</summary>
public enum QueueDiscipline
{
    /// <summary>Who came first; what finds the queue full is dropped.</summary>
    Fifo,

    /// <summary>Whoever is marked more important, and among equals who came first. RFC 2474, 4594.</summary>
    Priority,

    /// <summary>Time is cut into slots: what comes within one and fits into it leaves together at its end, as in a network that schedules
    /// by frames. Others are not felt as long as no slot is full.</summary>
    Slots,
}
