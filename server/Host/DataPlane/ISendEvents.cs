using System.Net;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>What the data plane tells control. Called from its threads: answers must return at once and never block.</summary>
public interface ISendEvents
{
    /// <summary>The range is sent to its end, the BYE included; the sender belongs to control again.</summary>
    void Ended(ISender sender);

    /// <summary>A change is in force; said once, for the latest of those that were asked for.</summary>
    void Changed(ISender sender, ChangePoint point)
    {
    }

    /// <summary>It has news of its own kind, to be asked for: see <see cref="ISender.HasNews"/>.</summary>
    void News(ISender sender)
    {
    }

    /// <summary>The client used to report and has stopped: said twice a second while the session runs on. What to do is for control to
    /// decide.</summary>
    void Silent(ISender sender)
    {
    }

    /// <summary>The session cannot go on (film damaged, connection gone); a BYE was sent and it belongs to control again.</summary>
    /// <param name="reason">For the log and the operator.</param>
    void Failed(ISender sender, string reason);

    /// <summary>RTCP came from the client: a sign of life. RFC 2326 §A.</summary>
    /// <param name="from">Where it came from: of a channel, which member is meant.</param>
    void Heard(ISender sender, IPEndPoint from);
}
