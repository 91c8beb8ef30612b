# A batch that was told to outlive its terminal (nohup) does so with all its workers; one that was not ends by the signal.
. "$SRCDIR/tests/lib.sh"

mkdir issues
for i in $(seq 30); do
	cp -R "$SRCDIR/issues/2007-01" "issues/$i"
done
cat >hangup.py <<'END'
import os, signal, subprocess, sys, time

def run(action):
    process = subprocess.Popen([sys.argv[1], "build", "--all", "-j", "2", "--force", "--profile", "screen", "-o", "out"],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGHUP, action))
    while process.poll() is None:
        time.sleep(0.05)
        try:
            os.killpg(process.pid, signal.SIGHUP)
        except ProcessLookupError:
            pass
    return process.wait(), process.stdout.read().decode()

status, said = run(signal.SIG_IGN)
broken = "app-worker-died" in said
print("ok a hangup that is ignored costs no worker" if status == 0 and not broken else f"not ok a hangup that is ignored costs no worker: {status}\n{said}")
status, said = run(signal.SIG_DFL)
print("ok a hangup ends the batch" if status == -signal.SIGHUP else f"not ok a hangup ends the batch: {status}\n{said}")
END
python3 hangup.py "$VISNYK"
