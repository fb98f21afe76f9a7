using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>What the data plane tells control. Called from its threads: answers must return at once and never block.</summary>
public interface ISendEvents
{
    /// <summary>The range is sent to its end, the BYE included; the session belongs to control again.</summary>
    void Ended(SendSession session);

    /// <summary>The session cannot go on (film damaged, client gone); a BYE was sent and it belongs to control again.</summary>
    /// <param name="reason">For the log and the operator.</param>
    void Failed(SendSession session, string reason);

    /// <summary>RTCP came from the client: a sign of life. RFC 2326 §A.</summary>
    void Heard(SendSession session);
}
