using System.Net;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>What the control plane leaves to chance.</summary>
internal interface IDice
{
    /// <summary>The numbers that one request may need.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="wall">The time of day.</param>
    FreshIdentity Draw(IPAddress client, NtpTime wall);

    /// <summary>Of a random process.</summary>
    ulong Seed();
}
