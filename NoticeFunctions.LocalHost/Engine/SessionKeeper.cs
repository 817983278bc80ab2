using NoticeFunctions.LocalHost.Engine.Execution;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>
/// Decides how long an instance's code stays in memory between turns. Dropping it is always safe: the next turn replays the history.
/// </summary>
internal sealed class SessionKeeper : IDisposable
{
    private readonly EngineOptions options;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Queue<(OrchestrationInstance Instance, OrchestrationSession Session, DateTime Until)> kept = new();
    private readonly ITimer sweep;

    public SessionKeeper(EngineOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        sweep = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>After a turn that did not end the generation, under the instance's gate.</summary>
    public void AfterTurn(OrchestrationInstance instance, OrchestrationSession session, DateTime now)
    {
        if (!options.ExtendedSessions || (session.OnlyWaits && session.NearestTimer > now + options.SessionIdleTimeout))
        {
            Drop(instance);
            return;
        }

        if (instance.Session == session)
        {
            return;
        }

        instance.Session = session;
        lock (gate)
        {
            kept.Enqueue((instance, session, now + options.SessionIdleTimeout));
            if (kept.Count == 1)
            {
                sweep.Change(options.SessionIdleTimeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public static void Drop(OrchestrationInstance instance)
    {
        instance.Session = null;
        instance.Compact();
    }

    public void Dispose() => sweep.Dispose();

    private void Sweep()
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        lock (gate)
        {
            for (int looks = kept.Count; looks > 0 && kept.Peek().Until <= now; looks--)
            {
                (OrchestrationInstance instance, OrchestrationSession session, _) = kept.Dequeue();
                if (!DropIdle(instance, session, now))
                {
                    kept.Enqueue((instance, session, now + options.SessionIdleTimeout));
                }
            }

            if (kept.Count > 0)
            {
                sweep.Change(options.SessionIdleTimeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>False: the session is in use and must be looked at again.</summary>
    private bool DropIdle(OrchestrationInstance instance, OrchestrationSession session, DateTime now)
    {
        lock (instance.Gate)
        {
            if (instance.Session != session)
            {
                return true;
            }

            if (instance.TurnState != TurnState.Idle || instance.UpdatedAt + options.SessionIdleTimeout > now)
            {
                return false;
            }

            Drop(instance);
            return true;
        }
    }
}
