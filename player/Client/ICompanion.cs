using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>Works beside a session, in the loop that owns it: whoever plays what it receives without a thread of his own.</summary>
public interface ICompanion
{
    /// <summary>When <see cref="Work"/> is to be called though nothing comes; by the client's clock.</summary>
    Instant Next { get; }

    /// <summary>Something is about to be handed to the session.</summary>
    void CatchUp(Instant now);

    /// <summary>Something has been handed to the session, or the time has come. May do anything with it; must return soon.</summary>
    void Work(ReceiverSession session, Instant now);
}
