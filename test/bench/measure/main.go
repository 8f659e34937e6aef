// Measure is the benchmark's stopwatch. It reads a job from stdin as JSON, runs its programs in turns, each fed and
// drained through pipes as kpt does it, and writes what every run took.
//
// It is a program of its own because the kernel counts the memory of whoever starts a process as that process's: a
// small launcher keeps peak memory honest.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

type job struct {
	Programs []program `json:"programs"`
	Rounds   int       `json:"rounds"`
}

type program struct {
	Name string   `json:"name"`
	Argv []string `json:"argv"`
	// Stdin is a file; without one, stdin is empty.
	Stdin string            `json:"stdin"`
	Env   map[string]string `json:"env"`
	// KeepOutput gives the first bytes of stdout with each sample.
	KeepOutput bool `json:"keepOutput"`
}

type sample struct {
	WallNs    int64  `json:"wallNs"`
	CPUNs     int64  `json:"cpuNs"`
	PeakBytes int64  `json:"peakBytes"`
	Output    string `json:"output"`
}

const keptBytes = 4096

// head keeps the beginning of what is written to it.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	if room := keptBytes - h.Len(); room > 0 {
		h.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// discard takes everything; io.Discard would make os/exec open /dev/null instead of a pipe.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func run(p program) (sample, error) {
	cmd := exec.Command(p.Argv[0], p.Argv[1:]...)
	cmd.Env = os.Environ()
	for key, value := range p.Env {
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	var stdout, stderr head
	cmd.Stdout, cmd.Stderr = discard{}, &stderr
	if p.KeepOutput {
		cmd.Stdout = &stdout
	}
	if p.Stdin != "" {
		file, err := os.Open(p.Stdin)
		if err != nil {
			return sample{}, err
		}
		defer file.Close()
		// Hides that it is a file, which would go to the program as it is.
		cmd.Stdin = struct{ io.Reader }{file}
	}
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return sample{}, fmt.Errorf("%s: %w: %s", p.Name, err, firstLine(stderr.String()))
	}
	state := cmd.ProcessState
	usage := state.SysUsage().(*syscall.Rusage)
	return sample{
		WallNs:    wall.Nanoseconds(),
		CPUNs:     (state.UserTime() + state.SystemTime()).Nanoseconds(),
		PeakBytes: int64(usage.Maxrss) * 1024,
		Output:    stdout.String(),
	}, nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// measure runs every program once per round. No program always comes after the same one's cold caches: each round
// starts with the next. The first round only warms up.
func measure(j job) (map[string][]sample, error) {
	samples := map[string][]sample{}
	start := time.Now()
	for round := 0; round <= j.Rounds; round++ {
		for i := range j.Programs {
			p := j.Programs[(i+round)%len(j.Programs)]
			s, err := run(p)
			if err != nil {
				return nil, err
			}
			if round > 0 {
				samples[p.Name] = append(samples[p.Name], s)
			}
		}
		if round == 0 {
			left := time.Since(start) * time.Duration(j.Rounds)
			fmt.Fprintf(os.Stderr, "about %.0f s\n", left.Seconds())
		}
	}
	return samples, nil
}

func main() {
	var j job
	if err := json.NewDecoder(os.Stdin).Decode(&j); err != nil {
		fail(err)
	}
	samples, err := measure(j)
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(samples); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintf(os.Stderr, "\n%v\n", err)
	os.Exit(1)
}
